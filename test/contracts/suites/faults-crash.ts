import { createFaultActivities } from '../../../activities/faults/fault-activities.ts';
import { driverOf } from '../../../activities/faults/engine/call.ts';
import type { FaultOrder, UndoOrder } from '../../../activities/faults/orders.ts';
import type { Ports } from '../../../activities/ports.ts';
import type { FaultKind } from '../../../experiments/definition/faults/index.ts';
import type { FaultRig } from '../../support/fault-rigs.ts';
import type { FaultStage } from '../../support/fault-stage.ts';
import { crashingBefore } from '../../support/fault-world.ts';
import { untilUndone } from '../../support/until-undone.ts';

type Activities = ReturnType<typeof createFaultActivities>;

/** Whatever a worker was doing when it died, the next finds and undoes. */
export function describeCrashes(kind: FaultKind, open: () => Promise<FaultStage>): void {
  describe(`fault driver contract, crashes: ${kind}`, () => {
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
    afterEach(async () => {
      await rig.stop();
      await stage.close();
    });

    /** Lets the worker die before its first, second, third... use of the world, until it gets through. Returns how often. */
    async function atEveryCall(
      act: (fault: Activities, order: FaultOrder) => Promise<unknown>,
      check: (order: FaultOrder, call: number) => Promise<void>,
    ): Promise<number> {
      for (let call = 1; ; call += 1) {
        const dying = crashingBefore(call, ports);
        const order = await stage.order({ faultId: `day/${call}` });
        const error: unknown = await act(createFaultActivities(dying.ports), order).catch((reason: unknown) => reason);
        if (!dying.crashed()) return call - 1;
        expect(String(error)).toContain(`before call ${call}`);
        await check(order, call);
      }
    }

    const restored = (undo: UndoOrder) => untilUndone(() => createFaultActivities(ports).restoreFault(undo));

    async function isRestored(order: FaultOrder): Promise<void> {
      await rig.target();
      expect(await rig.state()).toEqual(before);
      const record = await ports.undoRecords.read(order.faultId);
      expect(record?.state).toBe('undone');
      expect(record?.guard !== undefined && (await ports.guards.isArmed(record.guard))).toBe(false);
    }

    /** If no worker ever came back, the guard would end it. */
    async function isCoveredIfOn(order: FaultOrder): Promise<void> {
      const isOn = JSON.stringify(await rig.state()) !== JSON.stringify(before);
      const needsGuard = isOn && driverOf(order).expiry(order.settings).by === 'guard';
      const guard = (await ports.undoRecords.read(order.faultId))?.guard;
      const isArmed = guard !== undefined && (await ports.guards.isArmed(guard));
      expect(isArmed || !needsGuard).toBe(true);
    }

    it('leaves nothing behind that the undo does not find, wherever the injection crashed', async () => {
      let undo: UndoOrder | undefined;
      const crashes = await atEveryCall(
        async (fault, order) => fault.injectFault((undo = await createFaultActivities(ports).prepareUndo(order))),
        async (order) => {
          await isCoveredIfOn(order);
          await restored(undo!);
          await isRestored(order);
          await expect(createFaultActivities(ports).injectFault(undo!)).rejects.toMatchObject({ type: 'Fenced' });
        },
      );
      expect(crashes).toBeGreaterThan(3);
      await restored(undo!);
    });

    it('goes on where a crashed injection stopped, and has its effect once', async () => {
      let undo: UndoOrder | undefined;
      let effects = 0;
      await atEveryCall(
        async (fault, order) => {
          undo = await createFaultActivities(ports).prepareUndo(order);
          effects = await rig.effects();
          await fault.injectFault(undo);
        },
        async (order) => {
          await createFaultActivities(ports).injectFault(undo!);
          expect((await rig.effects()) - effects).toBe(1);
          await restored(undo!);
          await isRestored(order);
        },
      );
      await restored(undo!);
    });

    it('finishes an undo that crashed anywhere', async () => {
      let undo: UndoOrder | undefined;
      const crashes = await atEveryCall(
        async (fault, order) => {
          undo = await createFaultActivities(ports).prepareUndo(order);
          await createFaultActivities(ports).injectFault(undo);
          await fault.undoFault(undo);
        },
        async (order) => {
          await restored(undo!);
          await isRestored(order);
        },
      );
      expect(crashes).toBeGreaterThan(2);
      await restored(undo!);
    });

    it('prepares anew when the first preparation crashed anywhere', async () => {
      await atEveryCall(
        (fault, order) => fault.prepareUndo(order),
        async (order) => {
          expect(await createFaultActivities(ports).prepareUndo(order)).toMatchObject({ faultId: order.faultId });
          expect(await rig.state()).toEqual(before);
        },
      );
    });
  });
}
