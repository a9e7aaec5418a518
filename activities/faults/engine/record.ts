import type { Ports, StoredUndo, UndoState } from '../../ports.ts';
import type { UndoOrder } from '../orders.ts';

/** What the engine keeps about one fault beside its target. */
export interface Kept extends StoredUndo {
  /** From here on the target may have been changed. */
  readonly touchedAt?: number | undefined;
}

export function readRecord(faultId: string, { undoRecords }: Ports): Promise<Kept | undefined> {
  return undoRecords.read(faultId);
}

export function recordOf(order: UndoOrder): Kept {
  const { faultId, generation, kind, owner, target, expiresAt, preparedAt } = order;
  return {
    faultId,
    generation,
    state: 'owed',
    kind,
    owner,
    target: { key: target.key, label: target.label },
    order,
    expiresAt,
    log: [{ at: preparedAt, what: 'the undo is owed' }],
  };
}

/** Writes the next state. Only for the holder of the lock. */
export async function advance(
  record: Kept,
  change: Partial<Kept> & { readonly state: UndoState },
  what: string,
  { undoRecords, clock }: Ports,
): Promise<Kept> {
  const next = { ...record, ...change, log: [...record.log, { at: clock.now(), what }] };
  await undoRecords.write(next);
  return next;
}

/** Every write adds a line to the log, so its length tells whether somebody else wrote meanwhile. */
export function isUnchanged(before: Kept, now: Kept | undefined): boolean {
  return now?.generation === before.generation && now.log.length === before.log.length && now.state === before.state;
}
