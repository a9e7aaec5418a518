import type { FaultKind } from './faults/index.ts';
import type { Metric } from './metrics.ts';
import type { ProbeKind } from './probes/index.ts';
import type { Verdict } from './verdict.ts';

/** Times are milliseconds since 1970 on the clock of the worker that did the thing. */
export type AtMs = number;

export interface Settled {
  readonly by: string;
  readonly comment: string;
  readonly at: AtMs;
}

/** The life of one fault on one target. */
export interface FaultOutcome {
  readonly faultId: string;
  readonly name: string;
  readonly fault: FaultKind;
  readonly target: { readonly key: string; readonly label: string };
  /** `self-heals`: nothing to undo, but a recovery to wait for. */
  readonly recovery: 'undone' | 'self-heals';
  /** What ends the fault if everything of ours is gone, in words; or that nothing does. */
  readonly expiry: string;
  readonly preparedAt?: AtMs | undefined;
  readonly injectedAt?: AtMs | undefined;
  /** Not observed makes the hypothesis unknown. */
  readonly effect: {
    readonly observed: 'yes' | 'no' | 'unknown';
    readonly at?: AtMs | undefined;
    readonly evidence: string;
  };
  readonly releasedBecause: string;
  readonly releasedAt?: AtMs | undefined;
  readonly undoStartedAt?: AtMs | undefined;
  readonly undoneAt?: AtMs | undefined;
  readonly verifiedAt?: AtMs | undefined;
  /** Nothing is left because the target itself is gone. */
  readonly targetGone?: true | undefined;
  readonly undoFailures: number;
  readonly restored: 'yes' | 'no';
  readonly residue: readonly string[];
  readonly settled?: Settled | undefined;
  /** Why it was not injected, although nothing failed: too few replicas run, nothing matches. The hypothesis is unknown then. */
  readonly skipped?: string | undefined;
  /** Why it could not be injected. */
  readonly error?: string | undefined;
}

export type Phase = 'baseline' | 'fault' | 'recovery';

export interface PhaseStats {
  readonly samples: number;
  readonly good: number;
  readonly bad: number;
  readonly unknown: number;
  /** Ratio of bad among usable samples; null without a usable sample. */
  readonly errorRatio: number | null;
  /** Latencies in ms; null without one. */
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly valueMin: number | null;
  readonly valueMean: number | null;
  readonly valueMax: number | null;
}

export interface ObjectiveResult {
  readonly metric: Metric;
  readonly expected: string;
  /** Null: could not be measured. */
  readonly actual: number | null;
  readonly result: 'met' | 'missed' | 'unknown';
  readonly why?: string | undefined;
}

export interface LostWrite {
  readonly id: string;
  readonly sequence?: number | undefined;
  readonly acknowledgedAt: AtMs;
  /** The node that acknowledged it, and its epoch or term, as far as the store says. */
  readonly acknowledgedBy: string;
}

/** The account of the load probe. Words as in ARCHITECTURE.md: lost, stale, recovered, unexpected, failVisible, duplicate. */
export interface WriteAccount {
  readonly attempted: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly indeterminate: number;
  readonly lost: number;
  /** The first lost writes, at most 50. */
  readonly lostWrites: readonly LostWrite[];
  readonly stale: number;
  readonly recovered: number;
  readonly unexpected: number;
  readonly failVisible: number;
  readonly duplicate: number;
  readonly finalRead: 'done' | 'missing';
  /** The longest time without an acknowledgement, unseen time counted when a failed write borders on it. */
  readonly longestOutageMs: number;
  /** The same without unseen time: so long it was at least. */
  readonly witnessedOutageMs: number;
  readonly attemptsPerSecond: number;
  /** Why the account is unknown (no final read, rate too low, journal of a dead worker missing); null when it stands. */
  readonly unknownBecause: string | null;
}

/** One point of an SLI's curve; at most 600 per SLI. */
export interface Bucket {
  readonly at: AtMs;
  readonly widthMs: number;
  readonly good: number;
  readonly bad: number;
  readonly unknown: number;
  /** Latency in ms, or the value for probes that yield one; null when nothing was measured. */
  readonly mean: number | null;
  readonly max: number | null;
}

export interface BlindGap {
  readonly from: AtMs;
  readonly to: AtMs;
  readonly why: string;
  /** Nobody asked: no worker was there, or it stood still. Else the source gave no usable answer. */
  readonly isOurs?: true;
}

export interface SliResult {
  readonly name: string;
  readonly probe: ProbeKind;
  readonly everyMs: number;
  readonly samples: number;
  readonly late: number;
  readonly missed: number;
  readonly latenessP99Ms: number;
  readonly phases: { readonly [P in Phase]: PhaseStats };
  readonly objectives: readonly ObjectiveResult[];
  readonly abortIf?: string | undefined;
  readonly gaps: readonly BlindGap[];
  readonly writes?: WriteAccount | undefined;
}

/** The artefact that goes to the store; the workflow only sees SliResult. */
export interface SliCurve extends SliResult {
  readonly unit: 'ms' | 'value';
  readonly buckets: readonly Bucket[];
  /** HdrHistogram V2, compressed, base64: latencies in microseconds over the whole experiment. */
  readonly histogram: string;
  /** Thresholds to draw, in the unit of the curve. */
  readonly thresholds: readonly { readonly label: string; readonly value: number }[];
}

export interface Breach {
  readonly sli: string;
  readonly kind: 'threshold' | 'blind';
  readonly at: AtMs;
  /** When the condition began to hold. */
  readonly since: AtMs;
  readonly text: string;
}

export interface CheckResult {
  readonly name: string;
  readonly result: 'met' | 'not met' | 'unknown';
  readonly detail: string;
}

export interface SnapshotReference {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly takenAt: AtMs;
  readonly bytes: number;
  /** Or volumes, where that is what it is made of. */
  readonly files: number;
  readonly method: string;
  /** SHA-256 of the manifest. */
  readonly manifest: string;
  /** `ready`: the storage says that it can be used; nobody has read it. */
  readonly verified: 'no' | 'checksum' | 'ready' | 'restore-tested';
}

export interface SnapshotOutcome {
  readonly reference: SnapshotReference;
  readonly verifiedAfterwards: 'yes' | 'no' | 'not asked';
  readonly restored: 'yes' | 'failed' | 'not needed';
  readonly detail: string;
}

export interface TimelineEntry {
  readonly at: AtMs;
  readonly what: string;
  readonly detail?: string | undefined;
  readonly tone: 'neutral' | 'good' | 'bad';
}

/** A file in the store. */
export interface ArtefactReference {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface ExperimentOutcome {
  readonly id: string;
  readonly name: string;
  readonly hypothesis: string;
  readonly environment: string;
  readonly startedAt: AtMs;
  readonly endedAt: AtMs;
  readonly verdict: Verdict;
  readonly guardrails: readonly CheckResult[];
  readonly steadyStateBefore: readonly CheckResult[];
  readonly steadyStateAfter: readonly CheckResult[];
  readonly snapshot?: SnapshotOutcome | undefined;
  /** The disposable environment, which is owed its removal as a fault is owed its undo. */
  readonly clone?: FaultOutcome | undefined;
  readonly faults: readonly FaultOutcome[];
  readonly breach?: Breach | undefined;
  /** Breach seen → last undo done, ms; only after a breach. Undefined when everything had ended by itself before it was seen. */
  readonly breachToUndoneMs?: number | undefined;
  readonly recoveredAfterMs?: number | undefined;
  readonly slis: readonly SliResult[];
  readonly measurements?: ArtefactReference | undefined;
  readonly timeline: readonly TimelineEntry[];
}

export interface ApprovalOutcome {
  readonly step: number;
  readonly name: string;
  readonly decision: 'approved' | 'denied' | 'expired' | 'cancelled';
  readonly votes: readonly {
    readonly by: string;
    readonly approve: boolean;
    readonly comment: string;
    readonly at: AtMs;
  }[];
}

export interface GameDayOutcome {
  readonly id: string;
  readonly name: string;
  readonly objective: string;
  readonly environment: string;
  readonly planHash: string;
  readonly requestedBy: string;
  readonly startedAt: AtMs;
  readonly endedAt: AtMs;
  readonly verdict: Verdict;
  readonly experiments: readonly ExperimentOutcome[];
  readonly approvals: readonly ApprovalOutcome[];
  /** Steps that were not begun, with the reason. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}
