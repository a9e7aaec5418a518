import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

async function holding() {
  const handle = await rig.start(
    aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 60_000 })] })]),
  );
  const status = await rig.experiment(handle, 1, ({ phase }) => phase === 'holding');
  return { handle, experimentId: status.id, faultId: status.faults[0]!.workflowId };
}

const statusOf = async (id: string) => (await rig.client.workflow.getHandle(id).describe()).status.name;

describe('a terminate in the UI', () => {
  it('of the game day: its experiment puts everything back and ends as cancelled', async () => {
    const { handle, experimentId } = await holding();
    await handle.terminate('a test');
    await eventually(async () => !(await victim.isBroken()));
    await eventually(async () => (await statusOf(experimentId)) === 'CANCELLED');
  });

  it('of the experiment: its faults undo themselves, and the game day says that it was not told', async () => {
    const { handle, experimentId } = await holding();
    await rig.client.workflow.getHandle(experimentId).terminate('a test');
    await eventually(async () => !(await victim.isBroken()));
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'unknown', ended: 'errored', restored: 'yes' });
  });

  it('of the experiment of which no record is there: not called restored, because nobody knows', async () => {
    const handle = await rig.start(aPlan([anExperiment(victim.url, { baseline: 60_000 })]));
    const { id } = await rig.experiment(handle, 1, ({ phase }) => phase === 'measuring the baseline');
    await rig.client.workflow.getHandle(id).terminate('a test');
    const { verdict } = await handle.result();
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'errored', restored: 'no' });
    expect(verdict.residue[0]).toMatch(/no undo record of it is on/);
  });

  it('of the fault: its experiment undoes by the record beside the target', async () => {
    const { handle, faultId } = await holding();
    await rig.client.workflow.getHandle(faultId).terminate('a test');
    await eventually(async () => !(await victim.isBroken()));
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'unknown', restored: 'yes' });
    expect(outcome.experiments[0]!.faults[0]).toMatchObject({ restored: 'yes' });
    expect((await victim.log()).map((one) => one.broken)).toEqual([true, false]);
  });
});
