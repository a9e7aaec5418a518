import type { FaultKind, FaultSettings } from '../../experiments/definition/faults/index.ts';
import type { TargetIdentity } from '../../experiments/definition/identity.ts';
import type { StoredUndo } from '../ports.ts';
import type { Baseline, FaultDriver } from './driver.ts';

/** One fault on one target. Plain JSON; secrets are references. */
export interface FaultOrder<K extends FaultKind = FaultKind> {
  readonly faultId: string;
  /** Grows when the same fault is injected anew on purpose; an older order can no longer act. */
  readonly generation: number;
  readonly owner: { readonly workflowId: string; readonly gameDayId: string };
  readonly name: string;
  readonly kind: K;
  readonly settings: FaultSettings[K];
  readonly target: TargetIdentity;
  readonly holdMs: number;
  /** Time after the hold in which the undo is still expected from us; then the fault ends by itself. */
  readonly graceMs: number;
}

/** The order with all that the undo needs: it alone is enough, whatever became of the record beside the target. */
export interface UndoOrder<K extends FaultKind = FaultKind> extends FaultOrder<K> {
  readonly baseline: Baseline;
  readonly preparedAt: number;
  readonly expiresAt: number;
  readonly recovery: FaultDriver<K>['recovery'];
  /** Whether something ends the fault at `expiresAt` if everything of ours is gone. */
  readonly endsByItself: boolean;
  /** What that is, in words; or that nothing does. */
  readonly expiry: string;
}

/** The order inside a record, for whoever undoes without Temporal. */
export function orderIn({ order }: StoredUndo): UndoOrder {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only prepareUndo writes records
  return order as UndoOrder;
}
