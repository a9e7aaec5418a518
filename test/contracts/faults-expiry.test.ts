import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultActivities } from '../../activities/faults/fault-activities.ts';
import { faultDrivers } from '../../activities/faults/index.ts';
import { driverOf } from '../../activities/faults/engine/call.ts';
import type { FaultOrder } from '../../activities/faults/orders.ts';
import type { Ports } from '../../activities/ports.ts';
import type { FaultKind } from '../../experiments/definition/faults/index.ts';
import { eventually } from '../support/eventually.ts';
import { startChild } from '../support/fault-child.ts';
import { anOrder } from '../support/fault-order.ts';
import { faultKinds, type FaultRig, faultRigs } from '../support/fault-rigs.ts';
import { aWorld } from '../support/fault-world.ts';

const expiryOf = (order: FaultOrder) => driverOf(order).expiry(order.settings);

for (const kind of faultKinds) {
  describe(`fault driver contract, expiry: ${kind}`, () => {
    let folder: string;
    let rig: FaultRig<FaultKind>;
    let ports: Ports;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gameday-expiry-'));
      rig = await faultRigs[kind](folder);
      ports = aWorld(folder);
    });
    afterEach(async () => {
      await rig.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const orderFor = async (holdMs: number) =>
      anOrder({ kind, settings: rig.settings, target: await rig.target(), holdMs, graceMs: 0 });

    it('ends by itself, as it declares, when the worker was killed and nobody undoes', async () => {
      const order = await orderFor(1_500);
      const expiry = expiryOf(order);
      const before = await rig.state();
      const worker = startChild('fault-injecting-worker.ts', folder, JSON.stringify(order));
      const line = await worker.line();
      expect(line).toBe('injected');
      expect(await rig.effects()).toBe(1);
      process.kill(-worker.pid, 'SIGKILL');
      await worker.gone;
      expect(expiry.by).not.toBe('none');
      await eventually(async () => JSON.stringify(await rig.state()) === JSON.stringify(before));

      const undo = await createFaultActivities(ports).prepareUndo(order);
      await eventually(() => Date.now() > undo.expiresAt);
      await eventually(async () => !(await isArmed(order.faultId)));
      const { was } = await createFaultActivities(ports).restoreFault(undo);
      expect(was).toBe(expiry.by === 'nothing needed' ? 'injected' : 'expired by itself');
      expect(await rig.state()).toEqual(before);
    });

    it('is not injected any more when its deadline has passed', async () => {
      const undo = await createFaultActivities(ports).prepareUndo(await orderFor(0));
      await expect(createFaultActivities(ports).injectFault(undo)).rejects.toMatchObject({
        type: 'Fenced',
        message: expect.stringContaining('its deadline has passed'),
      });
      expect(await rig.effects()).toBe(0);
    });

    it('leaves no guard behind once it is undone', async () => {
      const order = await orderFor(30_000);
      const expiry = expiryOf(order);
      const undo = await createFaultActivities(ports).prepareUndo(order);
      expect(undo.expiry).toBe(expiry.text);
      await createFaultActivities(ports).injectFault(undo);
      expect(await isArmed(order.faultId)).toBe(expiry.by === 'guard');
      await createFaultActivities(ports).undoFault(undo);
      expect(await isArmed(order.faultId)).toBe(false);
    });

    async function isArmed(faultId: string): Promise<boolean> {
      const guard = (await ports.undoRecords.read(faultId))?.guard;
      return guard !== undefined && (await ports.guards.isArmed(guard));
    }
  });
}

describe('faults that do not end by themselves', () => {
  it('say so: a switch without a field for the time, and a command with expiry none', () => {
    const toggle = { path: '/', method: 'PUT', on: { a: 1 } } as const;
    expect(faultDrivers['http-toggle'].expiry(toggle).by).toBe('none');
    const script = { inject: ['true'], undo: ['true'], verify: ['true'], timeout: 1, expiry: 'none' } as const;
    expect(faultDrivers.command.expiry({ ...script, inject: ['a'], undo: ['a'], verify: ['a'] }).by).toBe('none');
  });
});
