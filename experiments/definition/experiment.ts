import { z } from 'zod';
import { environment } from './environment.ts';
import { faultSettings } from './faults/index.ts';
import { guardrailSpec } from './guardrails/index.ts';
import { hints } from './hints.ts';
import { kinded } from './kinded.ts';
import { documentName, durationMs, label, percent, positiveMs } from './scalars.ts';
import { sli, steadyStateCheck } from './sli.ts';
import { snapshotSpec } from './snapshots/index.ts';
import { targetSpec } from './targets/index.ts';
import { variables } from './variable.ts';

export { variable } from './variable.ts';

export const API_VERSION = 'gameday/v1';

export const faultSpec = kinded('fault', faultSettings, {
  name: label.describe('Unique among the faults.'),
  target: targetSpec.optional().describe("What it acts on; without it the experiment's target."),
  hold: durationMs.prefault('10s').describe('How long it stays on, counted from the last injection of its step.'),
}).meta({ id: 'fault' });
export type FaultSpec = z.output<typeof faultSpec>;

/** Faults that are on at the same time; all are held until the longest hold is over. */
export const parallelFaults = z
  .strictObject({
    name: label.describe('Unique among the faults.'),
    parallel: z.literal(true).describe('These faults are on at the same time, until the longest hold is over.'),
    faults: z.array(faultSpec).min(2).describe('At least two.'),
  })
  .meta({ id: 'parallelFaults' });

const faultStep = z.union([faultSpec, parallelFaults]).register(hints, {
  branches: { what: 'fault', keys: [Object.keys(faultSettings), ['parallel']] },
});

const recovery = z.strictObject({
  within: positiveMs.prefault('60s').describe('After the undo the steady state must hold again within this time.'),
  settle: durationMs.prefault('2s').describe('And stay so for this long.'),
});

const afterwards = z.strictObject({
  verifySnapshot: z.boolean().default(true).describe('Check that the snapshot is still what was taken.'),
  restoreIf: z
    .enum(['lostWrites', 'broken', 'never'])
    .default('never')
    .describe('Put the snapshot back when a write was lost, or when the hypothesis is broken.'),
});

const limits = z.strictObject({
  maxDuration: positiveMs.prefault('1h').describe('The experiment is ended, and undone, after this time.'),
  maxTargets: z
    .int()
    .min(1)
    .default(1)
    .describe('More targets than this are refused. A repeated fault counts once, with its largest round.'),
  maxPercent: percent.optional().describe('Share of the taken targets among all that match.'),
});

export const experimentSchema = z
  .strictObject({
    apiVersion: z.literal(API_VERSION).describe('Version of this format.'),
    kind: z.literal('Experiment').describe('This document is an experiment.'),
    name: documentName.describe('Lower-case letters, digits and dashes.'),
    hypothesis: z
      .string()
      .trim()
      .min(1)
      .describe('What you expect to stay true, in one sentence.')
      .register(hints, { expected: 'a sentence that says what you expect to stay true' }),
    environment: environment.describe(
      'Where it runs; policies are looked up by it. Or a disposable environment: `{ name, clone }`.',
    ),
    team: z.string().min(1).optional().describe('Who it belongs to.'),
    variables,
    target: targetSpec.optional().describe('What the faults act on, unless a fault has its own.'),
    steadyState: z
      .array(steadyStateCheck)
      .min(1)
      .describe('Must hold before the first fault, and again after the undo.'),
    slis: z.array(sli).prefault([]).describe('Measured through baseline, fault and recovery.'),
    snapshot: snapshotSpec.optional().describe('Must be ready and verified before the first fault.'),
    baseline: durationMs.prefault('3s').describe('How long the SLIs are sampled before the first fault.'),
    faults: z.array(faultStep).min(1).describe('One after the other.'),
    recovery: recovery.prefault({}).describe('What must be true after the undo.'),
    afterwards: afterwards.prefault({}).describe('What is done with the snapshot in the end.'),
    guardrails: z.array(guardrailSpec).prefault([]).describe('Checked before the first fault; each can refuse.'),
    allowNoExpiry: z
      .boolean()
      .optional()
      .describe('In production: also faults that nothing ends when everything of ours is gone.'),
    limits: limits.prefault({}).describe('The blast radius of this experiment.'),
  })
  .meta({ id: 'Experiment' });
export type Experiment = z.output<typeof experimentSchema>;
