import type { FaultKind } from '../../../experiments/definition/faults/index.ts';
import { FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';
import { running } from '../../running.ts';
import type { FaultCall } from '../driver.ts';
import { renewLease } from '../lease.ts';
import type { UndoOrder } from '../orders.ts';
import { callOf, driverOf, requireHere } from './call.ts';
import { isOfType } from './failing.ts';
import type { Injections } from './injections.ts';
import { advance, type Kept, readRecord, recordOf } from './record.ts';

export interface Undone {
  readonly undoneAt: number;
  readonly injectedAt?: number | undefined;
  readonly was: 'injected' | 'never injected' | 'already undone' | 'expired by itself';
  /** 1 on the first try. */
  readonly attempt: number;
}

/** The order alone is enough; the record, when it is there, says what happened before and keeps a late injection out. */
export async function undoFault(order: UndoOrder, ports: Ports, injections: Injections): Promise<Undone> {
  const { signal, attempt } = running();
  injections.stop(order.faultId);
  await requireHere(order.target, ports, signal);
  const undo = async (): Promise<Undone> => {
    const stored = await readRecord(order.faultId, ports);
    const over = alreadyOver(order, stored, ports);
    if (over) return { ...over, attempt };
    const known = stored?.generation === order.generation ? stored : undefined;
    await renewLease(order.faultId, ports);
    const record = await advance(known ?? recordOf(order), { state: 'undoing' }, 'undoing', ports);
    const call = callOf(order, ports, signal);
    const isUntouched = known !== undefined && known.touchedAt === undefined;
    const was = isUntouched
      ? 'never injected'
      : (await hasExpired(order, record, call))
        ? 'expired by itself'
        : 'injected';
    await undoOnTarget(order, call, isUntouched);
    if (record.guard) await ports.guards.disarm(record.guard);
    const undoneAt = (was === 'expired by itself' ? record.expiredAt : undefined) ?? ports.clock.now();
    await advance(record, { state: 'undone', undoneAt }, `undone (${was})`, ports);
    return { undoneAt, injectedAt: record.injectedAt, was, attempt };
  };
  return await ports.undoRecords.exclusively(order.faultId, undo, { signal });
}

/** A newer generation can only be prepared when the older one was over, and its fault is not ours to undo. */
function alreadyOver({ generation }: UndoOrder, stored: Kept | undefined, { clock }: Ports) {
  if (stored === undefined || stored.generation < generation) return undefined;
  if (stored.generation === generation && stored.state !== 'undone') return undefined;
  const { undoneAt = clock.now(), injectedAt } = stored.generation === generation ? stored : {};
  return { undoneAt, injectedAt, was: 'already undone' } as const;
}

type Call = FaultCall<FaultKind>;

async function hasExpired(order: UndoOrder, { expiredAt }: Kept, call: Call): Promise<boolean> {
  const driver = driverOf(order);
  const { by } = driver.expiry(call.settings);
  if (by === 'guard') return expiredAt !== undefined;
  if (by !== 'target' || call.ports.clock.now() < order.expiresAt) return false;
  // Only for the report: when it cannot be told, the undo itself finds out.
  const asked = driver.hasExpired?.(call) ?? driver.verifyUndone(call).then((residue) => residue.length === 0);
  return await asked.catch(() => false);
}

/** Nothing of ours can be on a target that was never touched, so what others changed there is theirs. */
async function undoOnTarget(order: UndoOrder, call: Call, isUntouched: boolean): Promise<void> {
  try {
    await driverOf(order).undo(call);
  } catch (error) {
    if (!isUntouched || !isOfType(error, FailureType.changedByOthers)) throw error;
  }
}
