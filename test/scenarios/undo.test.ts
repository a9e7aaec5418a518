import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exitCodeOf } from '../../experiments/definition/exit-code.ts';
import { settleUpdate } from '../../workflows/messages.ts';
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

const start = () =>
  rig.start(aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 500 })] })]));

describe('an undo that fails', () => {
  it('three times and then works is retried, verified, and restored', async () => {
    await victim.control({ refuseUndos: 3 });
    const outcome = await (await start()).result();
    expect(outcome.verdict).toMatchObject({ restored: 'yes', residue: [] });
    expect(outcome.experiments[0]!.faults[0]).toMatchObject({ restored: 'yes', undoFailures: 3 });
    expect(await victim.isBroken()).toBe(false);
  });

  it('for long is stuck, goes on by itself, and is restored when the target can be reached again', async () => {
    await victim.control({ refuseUndos: 1_000 });
    const handle = await start();
    const stuck = await rig.experiment(handle, 1, (status) => status.faults.some((fault) => fault.state === 'stuck'));
    expect(stuck.faults[0]!.problem).toMatch(/503/);
    await victim.control({ refuseUndos: 0 });
    const outcome = await handle.result();
    expect(outcome.verdict.restored).toBe('yes');
    expect(outcome.experiments[0]!.faults[0]!.undoFailures).toBeGreaterThanOrEqual(4);
  });

  it('for ever is closed by hand: not restored, exit code 5, with the residue and who settled it', async () => {
    await victim.control({ refuseUndos: 1_000_000 });
    const handle = await start();
    const { id, faults } = await rig.experiment(handle, 1, (status) =>
      status.faults.some((fault) => fault.state === 'stuck'),
    );
    const experiment = rig.client.workflow.getHandle(id);
    const order = { faultId: faults[0]!.faultId, by: 'ada', comment: 'restarted it by hand' };
    await expect(experiment.executeUpdate(settleUpdate, { args: [{ ...order, comment: ' ' }] })).rejects.toMatchObject({
      cause: { message: expect.stringContaining('A comment is needed') },
    });
    await expect(
      experiment.executeUpdate(settleUpdate, { args: [{ ...order, faultId: 'no-such-fault' }] }),
    ).rejects.toMatchObject({
      cause: { message: expect.stringContaining('No fault no-such-fault here. Stuck: ') },
    });
    expect(await experiment.executeUpdate(settleUpdate, { args: [order] })).toMatch(/settled by hand/);
    const { verdict, experiments } = await handle.result();
    expect(verdict).toMatchObject({ restored: 'no' });
    expect(verdict.residue[0]).toMatch(/settled by hand by ada \("restarted it by hand"\), not verified/);
    expect(experiments[0]!.faults[0]).toMatchObject({ restored: 'no', settled: { by: 'ada' } });
    expect(exitCodeOf(verdict)).toBe(5);
  });

  it('and was put right by hand is verified when it is settled, and then restored', async () => {
    await victim.control({ refuseUndos: 1_000_000 });
    const handle = await start();
    const { id, faults } = await rig.experiment(handle, 1, (status) =>
      status.faults.some((fault) => fault.state === 'stuck'),
    );
    await eventually(async () => {
      await victim.control({ refuseUndos: 0 });
      await fetch(`${victim.url}/switch`, { method: 'PUT', body: JSON.stringify({ broken: false }) });
      return true;
    });
    await rig.client.workflow
      .getHandle(id)
      .executeUpdate(settleUpdate, { args: [{ faultId: faults[0]!.faultId, by: 'ada', comment: 'by hand' }] })
      .catch(() => undefined);
    expect((await handle.result()).verdict.restored).toBe('yes');
  });
});

describe('a cancel while an undo is stuck', () => {
  it('of the game day does not give the undo up', async () => {
    await victim.control({ refuseUndos: 1_000_000 });
    const handle = await start();
    await rig.experiment(handle, 1, (status) => status.faults.some((fault) => fault.state === 'stuck'));
    await handle.cancel();
    await victim.control({ refuseUndos: 0 });
    await expect(handle.result()).rejects.toThrow('cancelled');
    const { outcome } = await rig.status(handle);
    expect(outcome!.verdict).toMatchObject({ ended: 'aborted', restored: 'yes' });
    expect(await victim.isBroken()).toBe(false);
  });

  it('of the fault itself does not give the undo up', async () => {
    await victim.control({ refuseUndos: 1_000_000 });
    const handle = await start();
    const { faults } = await rig.experiment(handle, 1, (status) =>
      status.faults.some((fault) => fault.state === 'stuck'),
    );
    await rig.client.workflow.getHandle(faults[0]!.workflowId).cancel();
    await victim.control({ refuseUndos: 0 });
    expect((await handle.result()).verdict).toMatchObject({ restored: 'yes' });
    expect(await victim.isBroken()).toBe(false);
  });
});

describe('an injection that fails', () => {
  it('ends the experiment as errored, owes nothing, and leaves nothing', async () => {
    await victim.control({ refuseSwitchingOn: 1_000_000 });
    const outcome = await (await start()).result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'unknown', ended: 'errored', restored: 'yes' });
    expect(await victim.log()).toEqual([]);
  });
});
