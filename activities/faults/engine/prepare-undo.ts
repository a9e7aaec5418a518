import { placeOf } from '../../../experiments/definition/record-place.ts';
import { failure, FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';
import { running } from '../../running.ts';
import { type FaultOrder, orderIn, type UndoOrder } from '../orders.ts';
import { renewLease } from '../lease.ts';
import { callOf, driverOf, requireHere } from './call.ts';
import { type Kept, readRecord, recordOf } from './record.ts';
import { closeAsSkipped, refuseIfSkipped, skipReason } from './skip.ts';

/** Reads the baseline and writes the undo down beside the target. Called again it gives the first answer. */
export async function prepareUndo(order: FaultOrder, ports: Ports): Promise<UndoOrder> {
  const { signal } = running();
  await requireHere(order.target, ports, signal);
  const prepare = async (): Promise<UndoOrder> => {
    const stored = await readRecord(order.faultId, ports);
    if (stored?.generation === order.generation) {
      refuseIfSkipped(stored);
      return orderIn(stored);
    }
    if (stored) refuseUnlessOver(stored, order);
    await refuseIfHeld(order, ports);
    const undoOrder = await withBaseline(order, ports, signal);
    await renewLease(order.faultId, ports);
    await ports.undoRecords.write(recordOf(undoOrder));
    return undoOrder;
  };
  return await ports.undoRecords.exclusively(order.faultId, prepare, { signal });
}

async function withBaseline(order: FaultOrder, ports: Ports, signal: AbortSignal): Promise<UndoOrder> {
  const driver = driverOf(order);
  const preparedAt = ports.clock.now();
  const { by, text } = driver.expiry(order.settings);
  const undoOrder: UndoOrder = {
    ...order,
    baseline: {},
    preparedAt,
    expiresAt: preparedAt + order.holdMs + order.graceMs,
    recovery: driver.recovery,
    endsByItself: by === 'guard' || by === 'target',
    expiry: text,
  };
  try {
    return { ...undoOrder, baseline: await driver.prepareUndo(callOf(undoOrder, ports, signal)) };
  } catch (error) {
    const why = skipReason(error);
    if (why !== undefined) await closeAsSkipped(recordOf(undoOrder), why, ports);
    throw error;
  }
}

function refuseUnlessOver(stored: Kept, { faultId, generation }: FaultOrder): void {
  if (stored.generation < generation && (stored.state === 'undone' || stored.state === 'owed')) return;
  throw failure(
    FailureType.fenced,
    `The undo of ${faultId} was not prepared for generation ${generation}: generation ${stored.generation} is ${stored.state}.`,
  );
}

/**
 * One live fault per target, also when the workflows that would say so were terminated: else its effect became our baseline.
 * Faults of one target have their records in one place, so trouble with the other keeps nobody from acting.
 */
async function refuseIfHeld({ faultId, target }: FaultOrder, { undoRecords }: Ports): Promise<void> {
  const place = placeOf(faultId);
  const held = (await undoRecords.at(place).list()).find(
    (other) =>
      other.target.key === target.key &&
      other.faultId !== faultId &&
      other.state !== 'undone' &&
      other.state !== 'owed',
  );
  if (held === undefined) return;
  throw failure(
    FailureType.changedByOthers,
    `${target.label} was not touched: fault ${held.faultId} of game day ${held.owner.gameDayId} is ${held.state} on it. ` +
      `Abort that game day, or run: gameday sweep${place === 'cluster' ? ' --kubernetes' : ''}`,
  );
}
