import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import type { GameDayHandle } from '../support/game-days.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

/** In the Temporal UI, while the fault is on. */
async function reset(handle: GameDayHandle, which: 'first' | 'last'): Promise<void> {
  const { id } = await rig.experiment(handle, 1, ({ faults }) => faults.some(({ state }) => state === 'on'));
  const { events } = await rig.client.workflow.getHandle(id).fetchHistory();
  const decisions = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  const decision = which === 'first' ? decisions[0]! : decisions.at(-1)!;
  await rig.client.workflowService.resetWorkflowExecution({
    namespace: rig.client.options.namespace,
    workflowExecution: { workflowId: id },
    reason: 'a test',
    workflowTaskFinishEventId: decision.eventId!,
    requestId: id,
  });
}

describe('an experiment that is reset while its fault is on', () => {
  it('to its last decision: the new run ends the hold and undoes, and does not wait for the deadline', async () => {
    const handle = await rig.start(
      aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 3_000 })] })]),
    );
    await reset(handle, 'last');
    const { verdict } = await handle.result();
    expect(verdict).toMatchObject({ restored: 'yes' });
    expect((await victim.log()).map((one) => one.broken)).toEqual([true, false]);
    // The deadline is 30 s after the hold.
    const [on, off] = await victim.log();
    expect(off!.at - on!.at).toBeLessThan(30_000);
  }, 120_000);

  it('to its first decision: the new run undoes the fault of the old one at once, and injects nothing beside it', async () => {
    const handle = await rig.start(
      aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 60_000 })] })]),
    );
    await reset(handle, 'first');
    const { verdict } = await handle.result();
    expect(await victim.isBroken()).toBe(false);
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'aborted', restored: 'yes', residue: [] });
    expect(verdict.endedBy).toMatch('it was reset while faults of its earlier run were on');
    expect((await victim.log()).map((one) => one.broken)).toEqual([true, false]);
  }, 120_000);
});
