import {
  CancellationScope,
  condition,
  isCancellation,
  log,
  getExternalWorkflowHandle,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { FaultOrder, UndoOrder } from '../activities/faults/orders.ts';
import type { FaultOutcome } from '../experiments/definition/outcome.ts';
import { perform, performAtOnce } from './activity-options.ts';
import { failureText, failureType, SKIPPED } from './failure-text.ts';
import { Latch } from './latch.ts';
import {
  faultChangedSignal,
  faultStatus,
  HOLD_OVER,
  releaseSignal,
  settleSignal,
  type FaultState,
  type FaultStatus,
  type SettleOrder,
} from './messages.ts';
import { searchable } from './search-attributes.ts';
import { tellOfStuckUndo } from './tell-of-stuck-undo.ts';
import { undoUntilDone, type UndoResult } from './undo-until-done.ts';

export interface FaultInput {
  readonly order: FaultOrder;
  /** How long the verification of the undo may take before a person is told. */
  readonly verifyWithinMs: number;
  /** How long the injection may take, where the usual time is too short. */
  readonly injectWithinMs?: number | undefined;
}

type Known = { -readonly [K in keyof FaultOutcome]?: FaultOutcome[K] };

/**
 * Owns exactly one fault on one target: prepare the undo, inject, observe, hold, undo, verify. Ends the hold when it is
 * released, cancelled, or at its deadline, and never waits for a heartbeat to begin the undo: inject and undo exclude each
 * other at the target (fencing), so an undo may start while an inject still runs.
 */
export async function fault({ order, verifyWithinMs, injectWithinMs }: FaultInput): Promise<FaultOutcome> {
  const { status, change } = announcing(order);
  const stop = stopSign();
  const settled = new Latch<SettleOrder>();
  setHandler(releaseSignal, (why) => stop.release(why), { description: 'End the hold and undo now.' });
  setHandler(settleSignal, (by) => settled.open(by));
  setHandler(faultStatus, status, { description: 'Where this fault stands.' });
  CancellationScope.current().cancelRequested.catch(() => stop.release('cancelled'));

  return CancellationScope.nonCancellable(async () => {
    const known: Known = {};
    const undoOrder = await owe(order, known);
    if (undoOrder === undefined) return outcome(order, known, undefined);
    await damage({ order: undoOrder, injectWithinMs }, stop, known, change);
    // Nothing was done, and the record beside the target says so already.
    if (known.skipped !== undefined) return outcome(order, known, undefined);
    change('undoing');
    known.undoStartedAt = Date.now();
    const tell = tellOfStuckUndo(order);
    const result = await undoUntilDone(undoOrder, verifyWithinMs, settled.opened, {
      undone: () => searchable({ FaultActive: false }),
      stuck: (problem) => {
        log.error('the undo is stuck; it goes on, and a person must look', {
          ...order.owner,
          faultId: order.faultId,
          problem,
        });
        change('stuck', { problem });
        tell.stuck(problem);
      },
    });
    change(result.settledBy && result.residue.length > 0 ? 'settled' : 'off');
    await tell.over(result);
    return outcome(order, known, { order: undoOrder, result });
  });
}

/** From here on the undo is in history. Without it there is no damage. */
async function owe(order: FaultOrder, known: Known): Promise<UndoOrder | undefined> {
  try {
    const undoOrder = await performAtOnce(
      'look',
      'prepareUndo',
      `prepare the undo of ${order.name} on ${order.target.label}`,
      order,
    );
    known.preparedAt = undoOrder.preparedAt;
    return undoOrder;
  } catch (error) {
    note(error, known);
    return undefined;
  }
}

interface Damage {
  readonly order: UndoOrder;
  readonly injectWithinMs: number | undefined;
}

async function damage({ order, injectWithinMs }: Damage, stop: StopSign, known: Known, change: Change): Promise<void> {
  if (stop.why() === undefined) {
    const special = injectWithinMs === undefined ? {} : { startToCloseTimeout: injectWithinMs };
    const summary = `inject ${order.name} into ${order.target.label}`;
    const injection = new CancellationScope();
    const injecting = injection
      .run(() => perform('inject', 'injectFault', summary, order, special))
      .then(
        ({ injectedAt }) => ((known.injectedAt = injectedAt), true),
        (error) => (isCancellation(error) || note(error, known), true),
      );
    const isOver = await Promise.race([injecting, condition(() => stop.why() !== undefined).then(() => false)]);
    // In another worker than the undo's it would be waited for: it holds the lock.
    if (!isOver && patched('cancel-injection')) injection.cancel();
  }
  if (known.injectedAt !== undefined) await hold(order, stop, known, change);
  else if (stop.why() === undefined) stop.release(known.skipped === undefined ? 'the injection failed' : 'skipped');
  known.releasedBecause = stop.why() ?? 'its deadline';
  known.releasedAt = Date.now();
}

function note(error: unknown, known: Known): void {
  known[failureType(error) === SKIPPED ? 'skipped' : 'error'] = failureText(error);
}

async function hold(order: UndoOrder, stop: StopSign, known: Known, change: Change): Promise<void> {
  searchable({ FaultActive: true });
  change('on', order.endsByItself ? { expiresAt: order.expiresAt } : {});
  const observing = observe(order, known);
  await condition(() => stop.why() !== undefined, Math.max(0, order.expiresAt - Date.now()), {
    summary: `deadline of ${order.name} on ${order.target.label}`,
  });
  // A hold that ends in peace may wait for the look; an abort may not.
  if (stop.why() === HOLD_OVER) await Promise.race([observing, condition(() => stop.isUrgent())]);
}

/** Beside the hold, not before it: an undo must never wait for a look. */
async function observe(order: UndoOrder, known: Known): Promise<void> {
  try {
    const { observed, evidence, at } = await perform(
      'look',
      'observeEffect',
      `look for the effect of ${order.name}`,
      order,
    );
    known.effect = { observed: observed ? 'yes' : 'no', at, evidence };
  } catch (error) {
    known.effect = { observed: 'unknown', evidence: failureText(error) };
  }
}

function outcome(
  order: FaultOrder,
  known: Known,
  undone: { order: UndoOrder; result: UndoResult } | undefined,
): FaultOutcome {
  const { faultId, name, kind, target } = order;
  const result = undone?.result;
  return {
    faultId,
    name,
    fault: kind,
    target: { key: target.key, label: target.label },
    recovery: undone?.order.recovery ?? 'undone',
    expiry: undone?.order.expiry ?? 'never injected',
    effect: {
      observed: 'unknown',
      evidence: known.injectedAt === undefined ? 'never injected' : 'the fault ended before its effect was seen',
    },
    releasedBecause: 'never injected',
    ...known,
    // An injection that was still under way when the undo began is known to the record beside the target only.
    injectedAt: known.injectedAt ?? result?.injectedAt,
    undoneAt: result?.undoneAt,
    verifiedAt: result?.verifiedAt,
    targetGone: result?.targetGone,
    undoFailures: result?.failures ?? 0,
    restored: result === undefined || result.residue.length === 0 ? 'yes' : 'no',
    residue: result?.residue ?? [],
    ...(result?.settledBy
      ? { settled: { by: result.settledBy.by, comment: result.settledBy.comment, at: Date.now() } }
      : {}),
  };
}

type Change = (state: FaultState, more?: Pick<FaultStatus, 'problem' | 'expiresAt'>) => void;

/** The owner shows every change; an owner that is gone needs no news. */
function announcing(order: FaultOrder): { status: () => FaultStatus; change: Change } {
  const { parent, workflowId } = workflowInfo();
  let current: FaultStatus = {
    faultId: order.faultId,
    workflowId,
    name: order.name,
    fault: order.kind,
    target: order.target.label,
    state: 'owed',
    since: Date.now(),
  };
  const change: Change = (state, more = {}) => {
    current = { ...current, ...more, state, since: Date.now() };
    if (!parent || (state !== 'on' && state !== 'stuck')) return;
    void getExternalWorkflowHandle(parent.workflowId, parent.runId)
      .signal(faultChangedSignal, current)
      .catch(() => undefined);
  };
  return { status: () => current, change };
}

interface StopSign {
  why(): string | undefined;
  isUrgent(): boolean;
  release(why: string): void;
}

/** The first reason counts; any later one only makes it urgent. */
function stopSign(): StopSign {
  const reasons: string[] = [];
  return {
    why: () => reasons[0],
    isUrgent: () => reasons.some((why) => why !== HOLD_OVER),
    release: (why) => void reasons.push(why),
  };
}
