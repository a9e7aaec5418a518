import type { AtMs } from './outcome.ts';

/** `tidy`: undone long ago, so its record may go. `nothing`: undone lately. */
export type SweepTodo = 'undo' | 'leave' | 'tidy' | 'nothing';

/** One fault, as its record beside the target tells it. */
export interface SweptFault {
  readonly faultId: string;
  /** Where its record is, for a person: a file, or an object in the cluster. */
  readonly file: string;
  readonly name: string;
  readonly kind: string;
  readonly target: string;
  readonly state: string;
  readonly gameDay: string;
  readonly experiment: string;
  /** When it was injected, or else when its undo was prepared. */
  readonly since: AtMs;
  readonly deadline: AtMs;
  readonly lastSign?: AtMs | undefined;
  readonly todo: SweepTodo;
  readonly why: string;
}

/** Something may be left that nobody can name. */
export interface UnreadableRecord {
  readonly file: string;
  readonly todo: 'look';
  readonly why: string;
}

export type SweepFinding = SweptFault | UnreadableRecord;

export interface SweepOutcome {
  readonly faultId: string;
  readonly name: string;
  readonly target: string;
  readonly ended: 'undone' | 'left' | 'removed';
  /** How, or why not. */
  readonly how: string;
  /** What to do about it. */
  readonly next?: string | undefined;
  readonly tookMs: number;
}

export interface SweepCounts {
  readonly undone: number;
  /** Should have been undone and is not, or cannot be read. */
  readonly left: number;
  /** Not ours to undo now: the owner is alive, or may be. */
  readonly owned: number;
  readonly removed: number;
}

export interface SweepResult {
  readonly host: string;
  readonly at: AtMs;
  readonly dryRun: boolean;
  readonly findings: readonly SweepFinding[];
  readonly outcomes: readonly SweepOutcome[];
  readonly counts: SweepCounts;
}

/** What the sweeper shows in Temporal: bounded, whatever was found. */
export interface SweeperReport {
  readonly host: string;
  readonly counts: SweepCounts;
  readonly undone: readonly string[];
  readonly left: readonly string[];
  readonly owned: readonly string[];
}
