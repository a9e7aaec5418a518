import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import type { SteadyStateCheck } from '../../experiments/definition/sli.ts';
import { aPlan, anExperiment, breakingFault, comparison, healthSli } from '../support/an-experiment.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 60_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

describe('a game day with one fault', () => {
  it('injects once, undoes, verifies, and says that the hypothesis held', async () => {
    const handle = await rig.start(
      aPlan([
        anExperiment(victim.url, {
          slis: [healthSli(victim.url, { objective: { longestOutage: comparison('< 5s') } })],
        }),
      ]),
    );
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [] });
    expect((await victim.log()).map((one) => one.broken)).toEqual([true, false]);
    const fault = outcome.experiments[0]!.faults[0]!;
    expect(fault).toMatchObject({ effect: { observed: 'yes' }, restored: 'yes', undoFailures: 0 });
    expect(fault.verifiedAt).toBeGreaterThanOrEqual(fault.undoneAt!);
  });

  it('waits for a check that takes longer than a workflow task may', async () => {
    const settings = { run: ['sleep', '2.5'], exitCode: 0 };
    const slow: SteadyStateCheck = { name: 'slow', kind: 'command', settings, timeout: 10_000 };
    const handle = await rig.start(aPlan([anExperiment(victim.url, { steadyState: [slow] })]));
    const { experiments, verdict } = await handle.result();
    expect(verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes' });
    const { events } = await rig.client.workflow.getHandle(experiments[0]!.id).fetchHistory();
    const scheduled = events!.map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name);
    expect(scheduled.filter((name) => name === 'checkSteadyState')).toHaveLength(2);
  }, 60_000);

  it('undoes at a breach and says who was too slow', async () => {
    const sli = healthSli(victim.url, { abortIf: { errorRatio: comparison('> 0.5'), for: 200 } });
    const plan = aPlan([
      anExperiment(victim.url, { slis: [sli], faults: [breakingFault(victim.url, { hold: 60_000 })] }),
    ]);
    const outcome = await (await rig.start(plan)).result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'unknown', ended: 'aborted', restored: 'yes' });
    expect(outcome.experiments[0]!.breach).toMatchObject({ sli: 'health', kind: 'threshold' });
    expect(outcome.experiments[0]!.breachToUndoneMs).toBeLessThan(5_000);
    expect(await victim.isBroken()).toBe(false);
  });
});
