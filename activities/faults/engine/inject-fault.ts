import type { FaultKind } from '../../../experiments/definition/faults/index.ts';
import { failure, FailureType } from '../../failures.ts';
import type { GuardReference, Ports } from '../../ports.ts';
import { running } from '../../running.ts';
import type { FaultCall } from '../driver.ts';
import { keepLeases, renewLease } from '../lease.ts';
import type { UndoOrder } from '../orders.ts';
import { callOf, driverOf, requireHere } from './call.ts';
import type { Injections } from './injections.ts';
import { advance, isUnchanged, type Kept, readRecord, recordOf } from './record.ts';
import { closeAsSkipped, refuseIfSkipped, skipReason } from './skip.ts';

type Call = FaultCall<FaultKind>;

/** Injects once, unless the undo came first. Goes on where an attempt that crashed stopped. */
export async function injectFault(
  order: UndoOrder,
  ports: Ports,
  injections: Injections,
): Promise<{ readonly injectedAt: number }> {
  await requireHere(order.target, ports, running().signal);
  return await injections.run(order.faultId, running().signal, async (signal) => {
    const inject = async () => {
      const stored = await readRecord(order.faultId, ports);
      const record = stored?.generation === order.generation ? stored : undefined;
      refuseIfSkipped(record);
      refuseIfOvertaken(order, stored);
      if (record?.state === 'active') return { injectedAt: record.injectedAt! };
      if (ports.clock.now() >= order.expiresAt) throw fenced(order, 'its deadline has passed');
      await renewLease(order.faultId, ports);
      const touchedAt = record?.touchedAt ?? ports.clock.now();
      const injecting = await advance(record ?? recordOf(order), { state: 'injecting', touchedAt }, 'injecting', ports);
      return await act(order, injecting, ports, signal, record?.touchedAt === undefined);
    };
    try {
      return await ports.undoRecords.exclusively(order.faultId, inject, { signal });
    } catch (error) {
      if (injections.wasStopped(signal)) throw fenced(order, 'its undo was asked for meanwhile');
      throw error;
    }
  });
}

function refuseIfOvertaken(order: UndoOrder, stored: Kept | undefined): void {
  const generation = stored?.generation ?? order.generation;
  if (generation > order.generation) throw fenced(order, `generation ${generation} has taken its place`);
  if (generation < order.generation && stored?.state !== 'undone' && stored?.state !== 'owed') {
    throw fenced(order, `generation ${generation} is still ${stored?.state}`);
  }
  if (generation === order.generation && (stored?.state === 'undoing' || stored?.state === 'undone')) {
    throw fenced(order, `its undo came first (${stored.state})`);
  }
  // Its lease ended while no worker was there: what the crashed attempt did is undone, and is not done twice.
  if (generation === order.generation && stored?.state === 'injecting' && stored.expiredAt !== undefined) {
    throw fenced(order, 'its guard has undone it meanwhile');
  }
}

async function act(order: UndoOrder, injecting: Kept, ports: Ports, signal: AbortSignal, isFirst: boolean) {
  const driver = driverOf(order);
  const call = callOf(order, ports, signal);
  const record = { ...injecting, guard: await armGuard(order, call, ports) };
  await takeBackIfLate(order, record, call);
  // An injection may take longer than a lease: pods are evicted, a clone is made.
  const stopKeeping = keepLeases([order.faultId], ports);
  await driver
    .inject(call)
    .finally(stopKeeping)
    .catch((error: unknown) => skipOrThrow(error, order, record, call, isFirst));
  await takeBackIfLate(order, record, call);
  const injectedAt = ports.clock.now();
  await advance(record, { state: 'active', injectedAt }, 'injected', ports);
  return { injectedAt };
}

/** Only the first attempt can know that nothing was changed; what a crashed one may have done is undone. */
async function skipOrThrow(error: unknown, order: UndoOrder, record: Kept, call: Call, isFirst: boolean) {
  const why = skipReason(error);
  const { ports } = call;
  if (why === undefined || !isUnchanged(record, await readRecord(order.faultId, ports))) throw error;
  if (!isFirst) throw unfinished(order, why);
  if (record.guard) await ports.guards.disarm(record.guard);
  await closeAsSkipped(record, why, ports);
  throw error;
}

async function armGuard(order: UndoOrder, call: Call, { guards }: Ports): Promise<GuardReference | undefined> {
  const driver = driverOf(order);
  if (!driver.guard || driver.expiry(call.settings).by !== 'guard') return undefined;
  return await guards.arm({ faultId: order.faultId, deadline: order.expiresAt, ...driver.guard(call) });
}

/**
 * This process may have stood still for so long that it lost the lock and an undo went by; or the guard has fired already.
 * What was done after that must be undone here, because nobody else will.
 */
async function takeBackIfLate(order: UndoOrder, record: Kept, call: Call): Promise<void> {
  const { ports } = call;
  const now = await readRecord(order.faultId, ports);
  const ends = Math.min(order.expiresAt, now?.leaseUntil ?? order.expiresAt);
  const isLate = ports.clock.now() >= ends || now?.expiredAt !== undefined;
  if (isUnchanged(record, now) && !isLate) return;
  if (now && now.generation !== order.generation)
    throw fenced(order, `generation ${now.generation} has taken its place`);
  const undoing = await advance(now ?? record, { state: 'undoing' }, 'taking a late injection back', ports);
  await driverOf(order).undo({ ...call, signal: running().signal });
  if (record.guard) await ports.guards.disarm(record.guard);
  await advance(undoing, { state: 'undone', undoneAt: ports.clock.now() }, 'late injection taken back', ports);
  throw fenced(
    order,
    isLate ? 'its deadline or its lease passed meanwhile' : `it was overtaken meanwhile (${now?.state})`,
  );
}

const unfinished = ({ name, target }: UndoOrder, why: string) =>
  failure(
    FailureType.nothingKnown,
    `${name} was not finished on ${target.label}: an attempt before may have changed something, and now: ${why} What it may have changed is undone.`,
  );

const fenced = ({ faultId, name, target }: UndoOrder, why: string) =>
  failure(FailureType.fenced, `${name} is not on ${target.label}: ${why}. Nothing is left to do for fault ${faultId}.`);
