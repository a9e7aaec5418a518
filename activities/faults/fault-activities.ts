import type { Ports } from '../ports.ts';
import type { Effect } from './driver.ts';
import { neverFinal, withoutSecrets } from './engine/failing.ts';
import { injectFault } from './engine/inject-fault.ts';
import { createInjections, type Injections } from './engine/injections.ts';
import { observeEffect } from './engine/observe-effect.ts';
import { prepareUndo } from './engine/prepare-undo.ts';
import { type FaultSettlement, settleFault } from './engine/settle-fault.ts';
import { type Undone, undoFault } from './engine/undo-fault.ts';
import { type Verified, verifyUndone } from './engine/verify-undone.ts';
import type { FaultOrder, UndoOrder } from './orders.ts';

/**
 * The life of one fault on one target. One call per worker: an undo stops an injection that still runs in the same worker.
 * One that runs in another worker is cancelled by the workflow, and the undo waits for its lock.
 */
export function createFaultActivities(ports: Ports, injections: Injections = createInjections()) {
  const act = <T>(work: () => Promise<T>) => withoutSecrets(ports, work);
  const insist = <T>(work: () => Promise<T>) => neverFinal(() => act(work));
  return {
    prepareUndo: (order: FaultOrder): Promise<UndoOrder> => act(() => prepareUndo(order, ports)),
    injectFault: (order: UndoOrder): Promise<{ readonly injectedAt: number }> =>
      act(() => injectFault(order, ports, injections)),
    observeEffect: (order: UndoOrder): Promise<Effect & { readonly at: number }> =>
      act(() => observeEffect(order, ports)),
    undoFault: (order: UndoOrder): Promise<Undone> => insist(() => undoFault(order, ports, injections)),
    verifyUndone: (order: UndoOrder): Promise<Verified> => insist(() => verifyUndone(order, ports)),
    restoreFault: (order: UndoOrder): Promise<Undone & Verified> =>
      insist(async () => ({ ...(await undoFault(order, ports, injections)), ...(await verifyUndone(order, ports)) })),
    settleFault: (settlement: FaultSettlement): Promise<void> => insist(() => settleFault(settlement, ports)),
  };
}
