import type { FaultKind, FaultSettings } from '../../experiments/definition/faults/index.ts';
import type { TargetIdentity } from '../../experiments/definition/identity.ts';
import type { GuardOrder, Ports } from '../ports.ts';

/** Plain JSON: what the target was like before, as far as the undo needs it. */
export type Baseline = Readonly<Record<string, unknown>>;

/** One fault on one target, as the driver sees it. Secrets are resolved. */
export interface FaultCall<K extends FaultKind> {
  readonly faultId: string;
  readonly settings: FaultSettings[K];
  readonly target: TargetIdentity;
  readonly baseline: Baseline;
  /** When the fault ends by itself, milliseconds since 1970. */
  readonly expiresAt: number;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

export interface Effect {
  readonly observed: boolean;
  readonly evidence: string;
}

/** How a fault ends when everything of ours is gone. */
export type Expiry =
  | { readonly by: 'guard' | 'target' | 'nothing needed'; readonly text: string }
  | { readonly by: 'none'; readonly text: string };

/**
 * How one kind of fault acts on ONE target. Selecting, order, time, records, fencing and retries belong to the engine
 * (fault-activities.ts). Every method may be called again after a crash at any line.
 */
export interface FaultDriver<K extends FaultKind> {
  readonly kind: K;
  /** `self-heals`: there is nothing to undo (a kill), but a recovery to wait for, which verifyUndone judges. */
  readonly recovery: 'undone' | 'self-heals';
  expiry(settings: FaultSettings[K]): Expiry;
  /** Everything that the fault would change or end besides its target, as it is now, for the plan: `pod shop/web-1`. Reads only. */
  touches?(call: Pick<FaultCall<K>, 'settings' | 'target' | 'ports' | 'signal'>): Promise<readonly string[]>;
  /**
   * Reads the baseline; changes nothing. Fails with TargetMissing, Forbidden, Unsupported or ChangedByOthers (for example a
   * process that is stopped already) when the fault could not be undone later; with Skipped when it should not be injected now
   * (too few replicas run), which ends this fault and not the experiment.
   */
  prepareUndo(call: Omit<FaultCall<K>, 'baseline'>): Promise<Baseline>;
  /** What the guard shall run at the deadline, when `expiry` says guard. Armed before `inject`. */
  guard?(call: FaultCall<K>): Omit<GuardOrder, 'faultId' | 'deadline'>;
  /**
   * At least once; a second call changes nothing. A victim that is gone already is done, never its successor. Fails with Skipped
   * only when this fault has changed nothing, neither now nor in an attempt before.
   */
  inject(call: FaultCall<K>): Promise<void>;
  /** Looks whether the effect can be seen now. Fails when it cannot tell. */
  observe(call: FaultCall<K>): Promise<Effect>;
  /** At least once; "already gone" is success. Fails with ChangedByOthers rather than overwrite another's change. */
  undo(call: FaultCall<K>): Promise<void>;
  /**
   * What is left, one line each; empty when everything is as it was. Looks twice: at the configuration and at the behaviour.
   * Fails when it cannot tell: "could not look" is not "nothing is left".
   */
  verifyUndone(call: FaultCall<K>): Promise<readonly string[]>;
  /** How long what was undone may need until its users see that, where the usual second is too short: pods must start again. */
  readonly settlesWithinMs?: number;
  /**
   * For the report, when `expiry` says target and the deadline has passed: whether the target has ended the fault already.
   * Without it: verifyUndone finds nothing. Only needed where the end leaves something for the undo to clear away.
   */
  hasExpired?(call: FaultCall<K>): Promise<boolean>;
}
