import type { AtMs } from '../../../experiments/definition/outcome.ts';
import { parseJson } from '../parse-json.ts';

export type OutcomeClass = 'acknowledged' | 'refused' | 'indeterminate';

/** Begins the part of one worker. `session` is a number, for people, and a random part, so that no id is used twice. */
export interface SessionRecord {
  readonly session: string;
  readonly runId: string;
  readonly at: AtMs;
  readonly perSecond: number;
}

/** `attempt` is `<session>/<number>`; `at` is when the write was due. */
export interface AttemptRecord {
  readonly attempt: string;
  readonly at: AtMs;
}

export interface OutcomeRecord {
  readonly outcome: string;
  readonly class: OutcomeClass;
  /** From when it was due to the answer. */
  readonly afterMs: number;
  readonly sequence?: number | undefined;
  readonly by?: string | undefined;
  readonly why?: string | undefined;
}

/** An acknowledged write that was not there when it was read at once. */
export interface MissedReadRecord {
  readonly missedRead: string;
}

/** Writes that were due and not sent: too many were under way (`full`), or this process stood still (`late`). */
export interface NotSentRecord {
  readonly notSent: number;
  readonly at: AtMs;
  readonly why: 'full' | 'late';
}

export interface EndRecord {
  readonly end: string;
  readonly at: AtMs;
}

export type JournalRecord =
  | SessionRecord
  | AttemptRecord
  | OutcomeRecord
  | MissedReadRecord
  | NotSentRecord
  | EndRecord;

export function encodeRecord(record: JournalRecord): string {
  return JSON.stringify(record);
}

/** Undefined for a line that a crash tore: an attempt in it was never sent, an outcome in it is indeterminate. */
export function decodeRecord(line: string): JournalRecord | undefined {
  const parsed = parseJson(line);
  return parsed.isJson && isRecord(parsed.value) ? parsed.value : undefined;
}

const KEYS = ['session', 'attempt', 'outcome', 'missedRead', 'notSent', 'end'] as const;

function isRecord(value: unknown): value is JournalRecord {
  return typeof value === 'object' && value !== null && KEYS.some((key) => key in value);
}
