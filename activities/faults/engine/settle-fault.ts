import type { Ports } from '../../ports.ts';
import type { UndoOrder } from '../orders.ts';
import { advance, readRecord, recordOf } from './record.ts';

export interface FaultSettlement {
  readonly order: UndoOrder;
  readonly by: string;
  readonly comment: string;
}

/** A person answers for the target from now on: nothing of ours acts on it any more, and the next fault may. */
export async function settleFault({ order, by, comment }: FaultSettlement, ports: Ports): Promise<void> {
  await ports.undoRecords.exclusively(order.faultId, async () => {
    const stored = (await readRecord(order.faultId, ports)) ?? recordOf(order);
    if (stored.generation > order.generation) return;
    if (stored.guard) await ports.guards.disarm(stored.guard);
    const what = `settled by hand by ${by}: ${comment}`;
    await advance(stored, { state: 'undone', undoneAt: ports.clock.now() }, what, ports);
  });
}
