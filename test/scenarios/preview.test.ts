import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import type { previewPlan } from '../../workflows/preview-plan.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

let count = 0;
const preview = (plan: Parameters<typeof previewPlan>[0]) =>
  rig.client.workflow.execute<typeof previewPlan>('previewPlan', {
    taskQueue: TASK_QUEUE,
    workflowId: `preview-${(count += 1)}`,
    args: [plan],
  });

describe('the dry run', () => {
  it('names the targets, the undo that will be owed, and what ends the fault without us; and changes nothing', async () => {
    const { experiments, longestMs } = await preview(aPlan([anExperiment(victim.url)]));
    const [fault] = experiments[0]!.groups[0]!.faults;
    expect(fault).toMatchObject({ fault: 'http-toggle', matched: 1, targets: [expect.stringContaining('127.0.0.1')] });
    expect(fault!.undo).toMatch(/undone and verified/);
    expect(fault!.expiry).not.toBe('');
    expect(longestMs).toBe(300 + 1_000 + 5_000);
    expect(experiments[0]!.steadyState).toMatchObject([{ name: 'healthy', result: 'met' }]);
    expect(await victim.log()).toEqual([]);
    expect(await rig.ports.undoRecords.list()).toEqual([]);
  });

  it('says why a target could not be found, instead of failing', async () => {
    const fault = breakingFault(victim.url, {
      kind: 'process-pause',
      settings: {},
      target: { kind: 'process', settings: { commandLine: 'no-such-process-anywhere' }, mode: 'one' },
    });
    const { experiments } = await preview(aPlan([anExperiment(victim.url, { faults: [fault] })]));
    expect(experiments[0]!.groups[0]!.faults[0]!.problem).toMatch(/no-such-process-anywhere/);
  });

  it('says that a guardrail would refuse', async () => {
    const experiment = anExperiment(victim.url, { limits: { maxDuration: 1_000, maxTargets: 1 } });
    const { experiments } = await preview(aPlan([experiment]));
    expect(experiments[0]!.guardrails).toContainEqual(
      expect.objectContaining({ name: 'blast-radius', result: 'not met' }),
    );
  });
});
