import { createFaultActivities } from '../../../activities/faults/fault-activities.ts';
import type { Expiry } from '../../../activities/faults/driver.ts';
import { driverOf } from '../../../activities/faults/engine/call.ts';
import { LEASE_MS } from '../../../activities/faults/lease.ts';
import type { FaultOrder } from '../../../activities/faults/orders.ts';
import { byLease } from '../../../activities/sweep/owners.ts';
import { sweep } from '../../../activities/sweep/sweep.ts';
import type { Ports } from '../../../activities/ports.ts';
import type { FaultKind } from '../../../experiments/definition/faults/index.ts';
import { eventually } from '../../support/eventually.ts';
import type { FaultRig } from '../../support/fault-rigs.ts';
import type { FaultStage } from '../../support/fault-stage.ts';
import { untilSwept } from '../../support/until-undone.ts';

const expiryOf = (order: FaultOrder) => driverOf(order).expiry(order.settings);

/** What is seen at the deadline, and what a sweep then says. */
const ENDS: Readonly<Record<Expiry['by'], { readonly isOverByItself: boolean; readonly how: readonly string[] }>> = {
  guard: { isOverByItself: true, how: ['it had ended by itself; verified'] },
  target: { isOverByItself: true, how: ['it had ended by itself; verified'] },
  'nothing needed': { isOverByItself: true, how: ['undone and verified'] },
  none: { isOverByItself: false, how: ['undone and verified'] },
};

/** Layer L0: what becomes of a fault when everything of ours is gone. */
export function describeExpiry(kind: FaultKind, open: () => Promise<FaultStage>): void {
  describe(`fault driver contract, expiry: ${kind}`, () => {
    let stage: FaultStage;
    let rig: FaultRig<FaultKind>;
    let ports: Ports;

    beforeEach(async () => {
      stage = await open();
      ({ rig, ports } = stage);
    });
    afterEach(() => stage.close());

    const orderFor = (holdMs: number) => stage.order({ holdMs, graceMs: 0 });
    const sweepLater = () => {
      const clock = { ...ports.clock, now: () => ports.clock.now() + LEASE_MS };
      return sweep({ ...ports, clock }, byLease(clock), { dryRun: false, all: false });
    };

    it('ends as it declares when the worker was killed and nobody undoes: by itself, or by the sweep', async () => {
      const order = await orderFor(stage.shortHoldMs);
      const { by } = expiryOf(order);
      const before = await rig.state();
      const worker = stage.worker(order);
      expect(await worker.line()).toBe('injected');
      expect(await rig.effects()).toBe(1);
      process.kill(-worker.pid, 'SIGKILL');
      await worker.gone;
      const isOver = async () => JSON.stringify(await rig.state()) === JSON.stringify(before);
      const undo = await createFaultActivities(ports).prepareUndo(order);

      if (by === 'none') await eventually(() => Date.now() > undo.expiresAt);
      else await eventually(isOver, 60_000);
      const isOverByItself = await isOver();
      await eventually(() => Date.now() > undo.expiresAt);
      await eventually(async () => !(await isArmed(order.faultId)));
      const { outcomes } = await untilSwept(sweepLater);
      expect({ isOverByItself, how: outcomes.map(({ how }) => how) }).toEqual(ENDS[by]);
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
