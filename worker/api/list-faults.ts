import type { StoredUndo, UndoRecords } from '../../activities/ports.ts';
import type { Answer } from './answer.ts';

/** What is not undone on this machine, by the records beside the targets: right also when Temporal is gone. */
export async function listFaults(undoRecords: Pick<UndoRecords, 'list'>, host: string): Promise<Answer> {
  const records = await undoRecords.list();
  return { status: 200, body: { host, faults: records.filter(({ state }) => state !== 'undone').map(asFault) } };
}

/** Field by field: the order inside a record has settings and baselines, which are nobody's business. */
function asFault({ faultId, kind, target, state, owner, injectedAt, log, expiresAt, expiredAt }: StoredUndo) {
  const since = injectedAt ?? log[0]?.at;
  return {
    id: faultId,
    fault: kind,
    target: target.label,
    state,
    gameDay: owner.gameDayId,
    ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    deadline: new Date(expiresAt).toISOString(),
    ...(expiredAt === undefined ? {} : { endedByItselfAt: new Date(expiredAt).toISOString() }),
  };
}
