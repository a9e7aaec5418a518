import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock } from '../../activities/adapters/clock.ts';
import { createFaultActivities } from '../../activities/faults/fault-activities.ts';
import { byLease } from '../../activities/sweep/owners.ts';
import { sweep } from '../../activities/sweep/sweep.ts';
import type { Ports } from '../../activities/ports.ts';
import type { FaultKind } from '../../experiments/definition/faults/index.ts';
import { startChild } from '../support/fault-child.ts';
import { anOrder } from '../support/fault-order.ts';
import { faultKinds, type FaultRig, faultRigs } from '../support/fault-rigs.ts';
import { aWorld } from '../support/fault-world.ts';

const HOLD_MS = 600_000;
const clock = createClock();
/** Lease and deadline have passed. The guard, on the clock of the machine, does not know: nobody but the sweep undoes. */
const afterwards = { ...clock, now: () => clock.now() + 2 * HOLD_MS };

for (const kind of faultKinds) {
  describe(`fault driver contract, swept without Temporal: ${kind}`, () => {
    let folder: string;
    let rig: FaultRig<FaultKind>;
    let ports: Ports;
    let before: unknown;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gameday-sweep-'));
      rig = await faultRigs[kind](folder);
      ports = aWorld(folder);
      await rig.target();
      before = await rig.state();
    });
    afterEach(async () => {
      await rig.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const sweeping = (clockOfSweep: Ports['clock']) =>
      sweep({ ...ports, clock: clockOfSweep }, byLease(clockOfSweep), { dryRun: false, all: false });

    it('is put back after the worker was killed with the fault on', async () => {
      const order = anOrder({ kind, settings: rig.settings, target: await rig.target(), holdMs: HOLD_MS, graceMs: 0 });
      const worker = startChild('fault-injecting-worker.ts', folder, JSON.stringify(order));
      expect(await worker.line()).toBe('injected');
      process.kill(-worker.pid, 'SIGKILL');
      await worker.gone;
      expect((await sweeping(clock)).counts).toMatchObject({ owned: 1, undone: 0 });
      const on = await rig.effects();

      const { counts, outcomes } = await sweeping(afterwards);
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
