import { ApplicationFailure } from '@temporalio/common';
import { FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';
import { running } from '../../running.ts';
import { readTarget } from '../kubernetes/target-object.ts';
import type { UndoOrder } from '../orders.ts';
import { callOf, driverOf, requireHere } from './call.ts';
import { isOfType } from './failing.ts';
import { advance, type Kept, readRecord } from './record.ts';

/** An undo has just been done; a recovery takes its time, and so may a driver say. Longer waits are for the retries of the workflow. */
const PATIENCE_MS = { undone: 1_000, 'self-heals': 5_000 } as const;
const LOOK_EVERY_MS = 200;
const BEAT_MS = 1_000;

export interface Verified {
  readonly verifiedAt: number;
  /** Nothing is left because the target itself is gone, and what was done to it went with it. */
  readonly targetGone?: true;
}

export async function verifyUndone(order: UndoOrder, ports: Ports): Promise<Verified> {
  const activity = running();
  let residue: readonly string[] | undefined;
  // What is left is all that is known of an attempt that does not end in time.
  const beating = setInterval(() => activity.heartbeat(residue), BEAT_MS);
  try {
    return await lookUntilUndone(order, ports, (seen) => (residue = seen));
  } finally {
    clearInterval(beating);
  }
}

async function lookUntilUndone(
  order: UndoOrder,
  ports: Ports,
  say: (residue: readonly string[]) => void,
): Promise<Verified> {
  const { signal } = running();
  await requireHere(order.target, ports, signal);
  const patience = driverOf(order).settlesWithinMs ?? PATIENCE_MS[order.recovery];
  const began = ports.clock.monotonic();
  for (;;) {
    const residue = await residueOf(order, ports, signal);
    say(residue);
    if (residue.length === 0) {
      const targetGone = await isGone(order, ports, signal);
      await close(order, ports);
      return { verifiedAt: ports.clock.now(), ...(targetGone && { targetGone }) };
    }
    if (ports.clock.monotonic() - began >= patience) {
      await oweAgain(order, residue, ports);
      throw notUndone(order, residue);
    }
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function residueOf(order: UndoOrder, ports: Ports, signal: AbortSignal): Promise<readonly string[]> {
  const stored = await readRecord(order.faultId, ports);
  if (stored && stored.generation > order.generation) return [];
  if (stored?.skipped !== undefined) return [];
  try {
    const residue = await driverOf(order).verifyUndone(callOf(order, ports, signal));
    return residue.map((line) => ports.secrets.hide(line));
  } catch (error) {
    // What others changed on a target that we never touched is theirs.
    const isUntouched = stored?.generation === order.generation && stored.touchedAt === undefined;
    if (isUntouched && isOfType(error, FailureType.changedByOthers)) return [];
    throw error;
  }
}

/** For the report only: that nothing is left is known already, so it need not be known whether this is why. */
async function isGone({ recovery, target }: UndoOrder, ports: Ports, signal: AbortSignal): Promise<boolean> {
  if (target.kind !== 'kubernetes' || recovery !== 'undone') return false;
  return readTarget({ target, ports, signal }).then(
    (object) => object === undefined,
    () => false,
  );
}

/** Also after a person did by hand what the undo could not do; then a guard may still be waiting. */
async function close(order: UndoOrder, ports: Ports): Promise<void> {
  await changeRecord(order, ports, async (stored) => {
    if (stored.guard && (await ports.guards.isArmed(stored.guard))) await ports.guards.disarm(stored.guard);
    if (stored.state !== 'undoing') return;
    await advance(stored, { state: 'undone', undoneAt: ports.clock.now() }, 'nothing is left', ports);
  });
}

/** The next undo must act again; the fence against late injections stays. */
async function oweAgain(order: UndoOrder, residue: readonly string[], ports: Ports): Promise<void> {
  await changeRecord(order, ports, async (stored) => {
    if (stored.state !== 'undone') return;
    await advance(stored, { state: 'undoing' }, `not undone: ${residue.join('; ')}`, ports);
  });
}

function changeRecord(order: UndoOrder, ports: Ports, change: (stored: Kept) => Promise<void>): Promise<void> {
  return ports.undoRecords.exclusively(order.faultId, async () => {
    const stored = await readRecord(order.faultId, ports);
    const isOver = stored?.state === 'undoing' || stored?.state === 'undone';
    if (stored?.generation === order.generation && isOver) await change(stored);
  });
}

function notUndone({ name, target }: UndoOrder, residue: readonly string[]): ApplicationFailure {
  return ApplicationFailure.create({
    type: FailureType.notUndone,
    message: `${name} is not undone on ${target.label}: ${residue.join('; ')}. It is tried again; look at the target if this stays.`,
    nonRetryable: false,
    details: [residue],
  });
}
