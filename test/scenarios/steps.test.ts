import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlannedStep } from '../../experiments/definition/plan.ts';
import { aPlan, anExperiment, breakingFault, comparison, healthSli } from '../support/an-experiment.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
let other: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void ([victim, other] = await Promise.all([startVictim(), startVictim()])));
afterEach(() => Promise.all([victim.stop(), other.stop()]));

const broken = () =>
  anExperiment(victim.url, { slis: [healthSli(victim.url, { objective: { errorRatio: comparison('== 0') } })] });

describe('the steps of a game day', () => {
  it('stop after a broken hypothesis, and say which steps were left out', async () => {
    const outcome = await (await rig.start(aPlan([broken(), anExperiment(victim.url)]))).result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'broken', restored: 'yes' });
    expect(outcome.experiments).toHaveLength(1);
    expect(outcome.skipped[0]!.why).toMatch(/hypothesis broken, and onBroken says stop/);
  });

  it('go on after a broken hypothesis when the step says so, over a pause', async () => {
    const [first, second] = [broken(), anExperiment(victim.url)];
    const steps: PlannedStep[] = [
      { kind: 'experiment', name: 'one', onBroken: 'continue', experiment: first },
      { kind: 'pause', name: 'a breath', ms: 500 },
      { kind: 'experiment', name: 'two', onBroken: 'stop', experiment: second },
    ];
    const outcome = await (await rig.start(aPlan([], { steps }))).result();
    expect(outcome.experiments.map((one) => one.verdict.hypothesis)).toEqual(['broken', 'held']);
    expect(outcome.verdict).toMatchObject({ hypothesis: 'broken', ended: 'completed' });
  });

  it('inject the faults of a parallel group together and undo them all', async () => {
    const faults = [breakingFault(victim.url), breakingFault(other.url, { name: 'break the other' })];
    const experiment = { ...anExperiment(victim.url), groups: [{ name: 'both at once', holdMs: 1_000, faults }] };
    const outcome = await (await rig.start(aPlan([experiment]))).result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'held', restored: 'yes' });
    const [first, second] = outcome.experiments[0]!.faults;
    expect(first!.injectedAt).toBeLessThan(second!.undoneAt!);
    expect(second!.injectedAt).toBeLessThan(first!.undoneAt!);
    expect((await other.log()).map((one) => one.broken)).toEqual([true, false]);
  });

  it('run groups one after the other', async () => {
    const faults = [breakingFault(victim.url, { hold: 300 }), breakingFault(victim.url, { name: 'again', hold: 300 })];
    const outcome = await (await rig.start(aPlan([anExperiment(victim.url, { faults })]))).result();
    expect(outcome.verdict.hypothesis).toBe('held');
    expect((await victim.log()).map((one) => one.broken)).toEqual([true, false, true, false]);
  });

  it('refuse a target that another game day holds, by the name of its workflow', async () => {
    const long = await rig.start(
      aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 60_000 })] })]),
    );
    await rig.experiment(long, 1, (status) => status.phase === 'holding');
    const steadyState = [
      { name: 'listens', kind: 'http', settings: { get: `${victim.url}/log`, method: 'GET' }, timeout: 1_000 } as const,
    ];
    const refused = await (
      await rig.start(aPlan([anExperiment(victim.url, { steadyState })], { name: 'second' }))
    ).result();
    expect(refused.verdict).toMatchObject({ ended: 'refused', restored: 'yes' });
    expect(refused.verdict.endedBy).toMatch(/already has a live fault: workflow fault\/application/);
    expect(await victim.isBroken()).toBe(true);
    await long.cancel();
    await expect(long.result()).rejects.toThrow('cancelled');
    expect(await victim.isBroken()).toBe(false);
  });

  it('put everything back when the window closes and it says undoNow', async () => {
    const window = {
      startMs: Date.now() - 1_000,
      endMs: Date.now() + 4_000,
      timeZone: 'UTC',
      onClose: 'undoNow',
    } as const;
    const experiment = anExperiment(victim.url, {
      baseline: 0,
      faults: [breakingFault(victim.url, { hold: 60_000 })],
      limits: { maxDuration: 600_000, maxTargets: 1 },
    });
    const outcome = await (await rig.start(aPlan([experiment], { window }))).result();
    expect(outcome.verdict).toMatchObject({ restored: 'yes' });
    expect(outcome.verdict.endedBy).toMatch(/window/);
    expect(await victim.isBroken()).toBe(false);
  });
});
