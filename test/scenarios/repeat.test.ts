import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultGroup } from '../../experiments/definition/plan.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import type { previewPlan } from '../../workflows/preview-plan.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 60_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

const HOLD_MS = 300;
const SETTLE_MS = 200;

/** As the plan writes a repeated fault. */
const rounds = (of: number): readonly FaultGroup[] =>
  Array.from({ length: of }, (_, at) => {
    const name = `break it (${at + 1} of ${of})`;
    const round = { nth: at + 1, of };
    return { name, holdMs: HOLD_MS, round, faults: [breakingFault(victim.url, { name, hold: HOLD_MS })] };
  });

const experiment = (groups: readonly FaultGroup[], maxTargets: number) =>
  anExperiment(victim.url, { groups, limits: { maxDuration: 600_000, maxTargets } });

describe('a fault that is repeated', () => {
  it('has a target and a recovery of its own in each round, and counts as one target', async () => {
    const outcome = await (await rig.start(aPlan([experiment(rounds(3), 1)]))).result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes' });
    expect((await victim.log()).map((one) => one.broken)).toEqual([true, false, true, false, true, false]);
    const faults = outcome.experiments[0]!.faults;
    expect(faults.map(({ name }) => name)).toEqual(['break it (1 of 3)', 'break it (2 of 3)', 'break it (3 of 3)']);
    const gaps = faults.slice(1).map((fault, at) => fault.injectedAt! - faults[at]!.injectedAt!);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(HOLD_MS + SETTLE_MS);
  }, 60_000);

  it('counts beside the targets of other faults', async () => {
    const other = { name: 'before', holdMs: HOLD_MS, faults: [breakingFault(victim.url, { hold: HOLD_MS })] };
    const { verdict, experiments } = await (await rig.start(aPlan([experiment([other, ...rounds(2)], 1)]))).result();
    expect(verdict).toMatchObject({ ended: 'aborted', restored: 'yes' });
    expect(verdict.endedBy).toContain('2 targets, but maxTargets is 1');
    expect(experiments[0]!.faults).toHaveLength(1);
  }, 60_000);

  it('is shown once in the dry run, with the number of its rounds', async () => {
    const { experiments } = await rig.client.workflow.execute<typeof previewPlan>('previewPlan', {
      taskQueue: TASK_QUEUE,
      workflowId: 'preview-repeat',
      args: [aPlan([experiment(rounds(3), 1)])],
    });
    expect(experiments[0]!.groups).toMatchObject([{ name: 'break it (1 of 3)', rounds: 3, faults: [{ matched: 1 }] }]);
    expect(experiments[0]!.guardrails).toContainEqual(expect.objectContaining({ name: 'blast-radius', result: 'met' }));
  }, 60_000);
});
