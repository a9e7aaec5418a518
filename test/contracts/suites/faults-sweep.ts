import { createClock } from '../../../activities/adapters/clock.ts';
import { createFaultActivities } from '../../../activities/faults/fault-activities.ts';
import { byLease } from '../../../activities/sweep/owners.ts';
import { sweep } from '../../../activities/sweep/sweep.ts';
import type { Ports } from '../../../activities/ports.ts';
import type { FaultKind } from '../../../experiments/definition/faults/index.ts';
import { placeOf } from '../../../experiments/definition/record-place.ts';
import type { FaultRig } from '../../support/fault-rigs.ts';
import type { FaultStage } from '../../support/fault-stage.ts';
import { untilSwept } from '../../support/until-undone.ts';

const HOLD_MS = 600_000;
const clock = createClock();
/** Lease and deadline have passed. The target, on the clock of its machine, does not know: nobody but the sweep undoes. */
const afterwards = { ...clock, now: () => clock.now() + 2 * HOLD_MS };

/** Layer L3: by the record beside the target alone. */
export function describeSweep(kind: FaultKind, open: () => Promise<FaultStage>): void {
  describe(`fault driver contract, swept without Temporal: ${kind}`, () => {
    let stage: FaultStage;
    let rig: FaultRig<FaultKind>;
    let ports: Ports;
    let before: unknown;

    beforeEach(async () => {
      stage = await open();
      ({ rig, ports } = stage);
      await rig.target();
      before = await rig.state();
    });
    afterEach(() => stage.close());

    it('is put back after the worker was killed with the fault on', async () => {
      const order = await stage.order({ holdMs: HOLD_MS, graceMs: 0 });
      const undoRecords = ports.undoRecords.at(placeOf(order.faultId));
      const sweeping = (clockOfSweep: Ports['clock']) =>
        sweep({ ...ports, undoRecords, clock: clockOfSweep }, byLease(clockOfSweep), { dryRun: false, all: false });
      const worker = stage.worker(order);
      expect(await worker.line()).toBe('injected');
      process.kill(-worker.pid, 'SIGKILL');
      await worker.gone;
      expect((await sweeping(clock)).counts).toMatchObject({ owned: 1, undone: 0 });
      const on = await rig.effects();

      const { counts, outcomes } = await untilSwept(() => sweeping(afterwards));
      expect(outcomes).toEqual([expect.objectContaining({ ended: 'undone', how: 'undone and verified' })]);
      expect(counts).toEqual({ undone: 1, left: 0, owned: 0, removed: 0 });
      expect(on).toBe(1);
      expect(await rig.state()).toEqual(before);
      const record = await ports.undoRecords.read(order.faultId);
      expect(record?.state).toBe('undone');
      expect(record?.guard !== undefined && (await ports.guards.isArmed(record.guard))).toBe(false);
      const undo = await createFaultActivities(ports).prepareUndo(order);
      await expect(createFaultActivities(ports).injectFault(undo)).rejects.toMatchObject({ type: 'Fenced' });
    });
  });
}
