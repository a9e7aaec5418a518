import type { FaultOrder } from '../../activities/faults/orders.ts';
import type { StoredUndo } from '../../activities/ports.ts';

type Special = Pick<FaultOrder, 'kind' | 'settings' | 'target'> & Partial<FaultOrder>;

export function anOrder(special: Special): FaultOrder {
  return {
    faultId: 'day/1/1.1-a-fault',
    generation: 1,
    owner: { workflowId: 'experiment/day/1', gameDayId: 'day' },
    name: 'a fault',
    holdMs: 30_000,
    graceMs: 30_000,
    ...special,
  };
}

export function aStoredUndo(special: Partial<StoredUndo> = {}): StoredUndo {
  return {
    faultId: 'day/1/1.1-a-fault',
    generation: 1,
    state: 'owed',
    kind: 'process-kill',
    owner: { workflowId: 'experiment/day/1', gameDayId: 'day' },
    target: { key: 'process/here/1.2', label: 'process 1' },
    order: {},
    expiresAt: 0,
    log: [],
    ...special,
  };
}
