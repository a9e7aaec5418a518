import { CancellationScope } from '@temporalio/workflow';
import type { UndoOrder } from '../activities/faults/orders.ts';
import type { AtMs } from '../experiments/definition/outcome.ts';
import { perform } from './activity-options.ts';
import { failureText } from './failure-text.ts';
import type { SettleOrder } from './messages.ts';

export interface UndoResult {
  /** As the record beside the target says; for an owner that did not inject it itself. */
  readonly injectedAt?: AtMs | undefined;
  readonly undoneAt?: AtMs | undefined;
  readonly verifiedAt?: AtMs | undefined;
  readonly targetGone?: true | undefined;
  /** How often an undo failed before it worked. */
  readonly failures: number;
  readonly residue: readonly string[];
  readonly settledBy?: SettleOrder | undefined;
}

/**
 * Undoes and verifies one fault, for ever. Quick tries first; when they fail, `stuck` is called (a person must know) and the
 * undo goes on in the background of that, until it works or a person settles the fault by hand.
 */
export async function undoUntilDone(
  order: UndoOrder,
  verifyWithinMs: number,
  settled: Promise<SettleOrder>,
  hooks: { undone(at: AtMs): void; stuck(problem: string): void },
): Promise<UndoResult> {
  return CancellationScope.nonCancellable(async () => {
    const quick = await tryQuickly(order, verifyWithinMs, hooks);
    if (typeof quick !== 'string') return quick;
    hooks.stuck(quick);
    return goOnUntilSettled(order, settled, quick);
  });
}

async function tryQuickly(
  order: UndoOrder,
  verifyWithinMs: number,
  hooks: { undone(at: AtMs): void },
): Promise<UndoResult | string> {
  try {
    const { undoneAt, injectedAt, attempt } = await perform(
      'undo',
      'undoFault',
      `undo ${order.name} on ${order.target.label}`,
      order,
    );
    hooks.undone(undoneAt);
    const summary = `verify that ${order.name} is gone from ${order.target.label}`;
    const verified = await perform('verify', 'verifyUndone', summary, order, {
      scheduleToCloseTimeout: verifyWithinMs,
    });
    return { ...verified, injectedAt, undoneAt, failures: attempt - 1, residue: [] };
  } catch (error) {
    return failureText(error);
  }
}

/** How often `undo` is tried before a person is told: the attempts of the quick tries (activity-options.ts). */
const QUICK_ATTEMPTS = 4;

async function goOnUntilSettled(order: UndoOrder, settled: Promise<SettleOrder>, problem: string): Promise<UndoResult> {
  const trying = new CancellationScope();
  const restoring = trying.run(() =>
    perform('restore', 'restoreFault', `go on undoing ${order.name} on ${order.target.label}`, order),
  );
  const first = await Promise.race([restoring, settled]);
  if ('undoneAt' in first) return { ...first, failures: QUICK_ATTEMPTS + first.attempt - 1, residue: [] };
  trying.cancel();
  await restoring.catch(() => undefined);
  const failures = QUICK_ATTEMPTS;
  const verifiedAt = await verifyOnce(order);
  if (verifiedAt !== undefined) return { undoneAt: verifiedAt, verifiedAt, failures, residue: [], settledBy: first };
  const { by, comment } = first;
  await perform('restore', 'settleFault', `note that ${order.name} is settled by hand`, { order, by, comment });
  const residue = `${order.name} on ${order.target.label}: settled by hand by ${by} ("${comment}"), not verified; last problem: ${problem}`;
  return { failures, residue: [residue], settledBy: first };
}

async function verifyOnce(order: UndoOrder): Promise<AtMs | undefined> {
  try {
    return (
      await perform('verify', 'verifyUndone', `look once more at ${order.target.label}`, order, {
        retry: { maximumAttempts: 1 },
      })
    ).verifiedAt;
  } catch {
    return undefined;
  }
}
