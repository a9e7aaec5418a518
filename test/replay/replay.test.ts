import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { bundleOnce, startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void ([rig, victim] = await Promise.all([startRig(), startVictim()])), 600_000);
afterAll(async () => {
  await victim.stop();
  await rig.stop();
});

async function replay(workflowId: string): Promise<void> {
  const history = await rig.client.workflow.getHandle(workflowId).fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: await bundleOnce() }, history, workflowId);
}

describe('every workflow of a game day', () => {
  it('replays from its history, after a completed run and after a cancelled one', async () => {
    const completed = await rig.start(aPlan([anExperiment(victim.url)]));
    const { experiments } = await completed.result();
    const cancelled = await rig.start(
      aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 60_000 })] })]),
    );
    const status = await rig.experiment(cancelled, 1, ({ phase }) => phase === 'holding');
    await cancelled.cancel();
    await expect(cancelled.result()).rejects.toThrow('cancelled');
    const faultIds = [...new Set(status.faults.map((fault) => fault.workflowId))];
    for (const id of [completed.workflowId, experiments[0]!.id, cancelled.workflowId, status.id, ...faultIds])
      await replay(id);
  }, 60_000);

  it('stays small: the whole experiment in less than 150 events', async () => {
    const handle = await rig.start(aPlan([anExperiment(victim.url)]));
    const { experiments } = await handle.result();
    const { events } = await rig.client.workflow.getHandle(experiments[0]!.id).fetchHistory();
    expect(events!.length).toBeLessThan(150);
  });
});
