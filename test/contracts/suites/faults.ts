import { createFaultActivities } from '../../../activities/faults/fault-activities.ts';
import { callOf, driverOf } from '../../../activities/faults/engine/call.ts';
import type { FaultOrder } from '../../../activities/faults/orders.ts';
import type { Ports } from '../../../activities/ports.ts';
import { faultTargets, type FaultKind } from '../../../experiments/definition/faults/index.ts';
import type { FaultRig } from '../../support/fault-rigs.ts';
import type { FaultStage } from '../../support/fault-stage.ts';
import { untilUndone } from '../../support/until-undone.ts';

/** What every driver promises, on a stage of its own for each test. */
export function describeFault(kind: FaultKind, open: () => Promise<FaultStage>): void {
  describe(`fault driver contract: ${kind}`, () => {
    let stage: FaultStage;
    let rig: FaultRig<FaultKind>;
    let ports: Ports;
    let fault: ReturnType<typeof createFaultActivities>;
    let before: unknown;
    let order: FaultOrder;

    beforeEach(async () => {
      stage = await open();
      ({ rig, ports } = stage);
      fault = createFaultActivities(ports);
      order = await stage.order();
      before = await rig.state();
    });
    afterEach(async () => {
      for (const { guard } of await ports.undoRecords.at('machine').list()) if (guard) await ports.guards.disarm(guard);
      await stage.close();
    });

    it('can be injected, seen, undone and verified, and leaves the target as it was', async () => {
      const undo = await fault.prepareUndo(order);
      expect(await rig.state()).toEqual(before);
      const { injectedAt } = await fault.injectFault(undo);
      expect(await rig.effects()).toBe(1);
      expect(await fault.observeEffect(undo)).toMatchObject({ observed: true, evidence: expect.stringMatching(/\S/) });
      expect(await fault.undoFault(undo)).toMatchObject({ was: 'injected', injectedAt, attempt: 1 });
      const { verifiedAt } = await untilUndone(() => fault.verifyUndone(undo));
      expect(verifiedAt).toBeGreaterThanOrEqual(injectedAt);
      expect(await rig.state()).toEqual(before);
      expect((await ports.undoRecords.read(order.faultId))?.state).toBe('undone');
    });

    it('acts on a kind of target that the plan allows', async () => {
      expect(faultTargets[kind]).toContain(order.target.kind);
    });

    it('is injected once, however often it is asked for', async () => {
      const undo = await fault.prepareUndo(order);
      const first = await fault.injectFault(undo);
      expect(await fault.injectFault(undo)).toEqual(first);
      expect(await createFaultActivities(ports).injectFault(undo)).toEqual(first);
      expect(await rig.effects()).toBe(1);
      await fault.undoFault(undo);
    });

    it('has the same effect when the driver itself injects again, as after a crash', async () => {
      const undo = await fault.prepareUndo(order);
      const call = callOf(undo, ports, new AbortController().signal);
      await driverOf(undo).inject(call);
      await driverOf(undo).inject(call);
      expect(await rig.effects()).toBe(1);
      await driverOf(undo).undo(call);
    });

    it('is undone once, however often it is asked for', async () => {
      const undo = await fault.prepareUndo(order);
      await fault.injectFault(undo);
      const first = await fault.undoFault(undo);
      expect(await fault.undoFault(undo)).toMatchObject({ was: 'already undone', undoneAt: first.undoneAt });
      await untilUndone(() => fault.verifyUndone(undo));
      expect(await rig.state()).toEqual(before);
    });

    it('changes nothing when it is undone without having been injected', async () => {
      const undo = await fault.prepareUndo(order);
      expect(await fault.undoFault(undo)).toMatchObject({ was: 'never injected' });
      await untilUndone(() => fault.verifyUndone(undo));
      expect(await rig.state()).toEqual(before);
      expect(await rig.effects()).toBe(0);
    });

    it('is not injected any more once its undo has begun', async () => {
      const undo = await fault.prepareUndo(order);
      await fault.undoFault(undo);
      await expect(fault.injectFault(undo)).rejects.toMatchObject({ type: 'Fenced', nonRetryable: true });
      expect(await rig.state()).toEqual(before);
    });

    it('is undone by the order alone when the record beside the target is lost', async () => {
      const undo = await fault.prepareUndo(order);
      await fault.injectFault(undo);
      const { guard } = (await ports.undoRecords.read(order.faultId))!;
      await ports.undoRecords.remove(order.faultId);
      expect(await untilUndone(() => fault.restoreFault(undo))).toMatchObject({
        was: 'injected',
        verifiedAt: expect.any(Number),
      });
      expect(await rig.state()).toEqual(before);
      if (guard) await ports.guards.disarm(guard);
    });

    it('survives the way through Temporal: the order is plain JSON', async () => {
      const travelled: FaultOrder = JSON.parse(JSON.stringify(order));
      const undo = await fault.prepareUndo(travelled);
      expect(JSON.parse(JSON.stringify(undo))).toEqual(undo);
      expect(await fault.prepareUndo(order)).toEqual(undo);
    });

    it('copes with a target that has vanished', async () => {
      const undo = await fault.prepareUndo(order);
      await fault.injectFault(undo);
      await rig.vanish();
      expect(await endOf(fault.undoFault(undo))).toBe(rig.vanished);
    });

    it('does nothing to a successor when the target vanished before the injection', async () => {
      const undo = await fault.prepareUndo(order);
      await rig.vanish();
      expect(await endOf(fault.injectFault(undo))).toBe(rig.vanishedBefore ?? rig.vanished);
      await endOf(fault.undoFault(undo));
    });

    it('refuses to overwrite what somebody else changed meanwhile, where that can be told, and goes on trying', async () => {
      const undo = await fault.prepareUndo(order);
      await fault.injectFault(undo);
      await rig.changeByOthers?.();
      const found = await rig.state();
      const end = await endOf(fault.undoFault(undo));
      expect(end).toBe(rig.changeByOthers ? 'ChangedByOthers, to be tried again' : 'done');
      await rig.target();
      expect(await rig.state()).toEqual(rig.changeByOthers ? found : before);
    });
  });
}

function endOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (failure: { readonly type: string; readonly nonRetryable: boolean }) =>
      `${failure.type}, ${failure.nonRetryable ? 'final' : 'to be tried again'}`,
  );
}
