import type { SweepFinding, SweptFault } from '../../experiments/definition/sweep.ts';
import { LEASE_MS } from '../faults/lease.ts';
import { orderIn } from '../faults/orders.ts';
import type { Clock, FoundUndo, StoredUndo, UndoRecords } from '../ports.ts';
import { type Decision, decide } from './decide.ts';
import type { Owners } from './owners.ts';

interface Finding {
  readonly records: UndoRecords;
  readonly clock: Pick<Clock, 'now'>;
  readonly owners: Owners;
  readonly all: boolean;
}

/** Every record of a place, and what is to be done about it. */
export async function find({ records, ...rest }: Finding): Promise<readonly SweepFinding[]> {
  return await Promise.all((await records.survey()).map((found) => judge(found, rest)));
}

async function judge(found: FoundUndo, { owners, clock, all }: Omit<Finding, 'records'>): Promise<SweepFinding> {
  const { file } = found;
  if ('problem' in found) return { file, todo: 'look', why: found.problem };
  const { record } = found;
  return swept(file, record, await decide(record, (one) => owners.stateOf(one), clock.now(), all));
}

function swept(file: string, record: StoredUndo, { todo, why }: Decision): SweptFault {
  const { faultId, kind, state, owner, target, expiresAt, expiredAt, injectedAt, leaseUntil, log } = record;
  return {
    faultId,
    file,
    name: orderIn(record).name ?? faultId,
    kind,
    target: target.label,
    state: expiredAt === undefined || state === 'undone' ? state : 'ended by its guard',
    gameDay: owner.gameDayId,
    experiment: owner.workflowId,
    since: injectedAt ?? log[0]?.at ?? expiresAt,
    deadline: expiresAt,
    ...(leaseUntil === undefined ? {} : { lastSign: leaseUntil - LEASE_MS }),
    todo,
    why,
  };
}
