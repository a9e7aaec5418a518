import { parseComparison } from '../experiments/definition/comparison.ts';
import type { GameDayPlan, PlannedExperiment, PlannedFault } from '../experiments/definition/plan.ts';
import type { Sli } from '../experiments/definition/sli.ts';
import type { Target } from './target.ts';

/** Period of the probe in the measurements of how fast a breach is answered. */
export const PROBE_EVERY_MS = 100;

/** A switch that does not hurt: whatever fails meanwhile fails for another reason. */
export function switchFault({ url }: Target, hold: number): PlannedFault {
  const settings = { path: '/switch', method: 'PUT', on: { on: true } } as const;
  return {
    name: 'switch',
    kind: 'http-toggle',
    settings,
    target: { kind: 'application', settings: { url }, mode: 'one' },
    hold,
  };
}

export function killFault({ port }: Target, hold: number): PlannedFault {
  const settings = { signal: 'SIGKILL', goneWithin: 5_000 } as const;
  return {
    name: 'kill',
    kind: 'process-kill',
    settings,
    target: { kind: 'process', settings: { port }, mode: 'one' },
    hold,
  };
}

/** Aborts at the first failure that it sees. */
export function healthSli({ url }: Target, every: number): Sli {
  const errorRatio = parseComparison('> 0.5')!;
  const settings = { get: `${url}/healthz`, method: 'GET' } as const;
  return { name: 'health', kind: 'http', settings, every, blindAfter: 30_000, abortIf: { errorRatio, for: 0 } };
}

export function writesSli({ url }: Target): Sli {
  const path = { path: '/entries' };
  const settings = { url, append: path, readAll: path, writersPerSecond: 20, timeout: 300, readBack: 0.05 };
  const objective = { lostWrites: parseComparison(0)!, longestOutage: parseComparison('< 5s')! };
  return { name: 'writes', kind: 'acknowledged-writes', settings, every: 1_000, blindAfter: 30_000, objective };
}

interface Parts {
  readonly name: string;
  readonly fault: PlannedFault;
  readonly slis: readonly Sli[];
  readonly baseline?: number;
}

/** One experiment with one fault, and nothing that waits. */
export function aPlan({ url }: Target, { name, fault, slis, baseline = 0 }: Parts): GameDayPlan {
  const hypothesis = 'The tool is fast enough.';
  const experiment: PlannedExperiment = {
    name,
    hypothesis,
    environment: 'bench',
    source: 'bench',
    steadyState: [
      { name: 'healthy', kind: 'http', settings: { get: `${url}/healthz`, method: 'GET' }, timeout: 1_000 },
    ],
    slis: [...slis],
    baseline,
    groups: [{ name: fault.name, holdMs: fault.hold, faults: [fault] }],
    recovery: { within: 20_000, settle: 0 },
    afterwards: { verifySnapshot: false, restoreIf: 'never' },
    guardrails: [],
    limits: { maxDuration: 3_600_000, maxTargets: 1 },
  };
  return {
    name,
    objective: hypothesis,
    environment: 'bench',
    people: { approvers: [], observers: [] },
    guardrails: [],
    steps: [{ kind: 'experiment', name, onBroken: 'stop', experiment }],
    requestedBy: 'bench',
    hash: '0'.repeat(64),
  };
}
