import type { AtMs } from '../../../experiments/definition/outcome.ts';
import { decodeRecord, type OutcomeRecord } from './records.ts';
import { writeId } from './write-id.ts';

/** One attempted write and what became of it. */
export type WriteOperation = AcknowledgedWrite | UnacknowledgedWrite;

interface Attempted {
  readonly id: string;
  /** When it was due. */
  readonly at: AtMs;
}

export interface AcknowledgedWrite extends Attempted {
  readonly outcome: 'acknowledged';
  readonly acknowledgedAt: AtMs;
  readonly acknowledgedBy: string;
  readonly sequence?: number;
}

/** `unanswered`: indeterminate, because the worker died before it could write the outcome down. */
export interface UnacknowledgedWrite extends Attempted {
  readonly outcome: 'refused' | 'indeterminate' | 'unanswered';
}

/** What the journal says, all sessions together, in order of the due times. */
export interface History {
  readonly runId: string;
  readonly perSecond: number;
  readonly writes: readonly WriteOperation[];
  /** Acknowledged ids that were not there when they were read at once. */
  readonly missedReads: readonly string[];
  /** When writes were due that could not be sent because too many were under way: the store did not answer. */
  readonly notSentAt: readonly AtMs[];
  readonly endedAt: AtMs;
}

/** Undefined when the journal holds no session. */
export function readHistory(lines: readonly string[]): History | undefined {
  const found = collect(lines);
  if (found.runId === undefined) return undefined;
  const { runId, perSecond, attempts, outcomes, missedReads, notSentAt, endedAt } = found;
  const writes = [...attempts].map(([key, at]) => operation(writeId(runId, key), at, outcomes.get(key)));
  return {
    runId,
    perSecond,
    writes: writes.toSorted((a, b) => a.at - b.at),
    missedReads: missedReads.map((key) => writeId(runId, key)),
    notSentAt: notSentAt.toSorted((a, b) => a - b),
    endedAt,
  };
}

function collect(lines: readonly string[]) {
  const attempts = new Map<string, AtMs>();
  const outcomes = new Map<string, OutcomeRecord>();
  const missedReads: string[] = [];
  const notSentAt: AtMs[] = [];
  let runId: string | undefined;
  let perSecond = 0;
  let endedAt = 0;
  for (const line of lines) {
    const record = decodeRecord(line);
    if (record === undefined) continue;
    if ('at' in record) endedAt = Math.max(endedAt, record.at);
    if ('session' in record) {
      runId ??= record.runId;
      perSecond = record.perSecond;
    } else if ('attempt' in record) attempts.set(record.attempt, record.at);
    else if ('outcome' in record) outcomes.set(record.outcome, record);
    else if ('missedRead' in record) missedReads.push(record.missedRead);
    else if ('notSent' in record && record.why === 'full') notSentAt.push(record.at);
  }
  return { runId, perSecond, attempts, outcomes, missedReads, notSentAt, endedAt };
}

function operation(id: string, at: AtMs, record: OutcomeRecord | undefined): WriteOperation {
  if (record === undefined) return { id, at, outcome: 'unanswered' };
  if (record.class !== 'acknowledged') return { id, at, outcome: record.class };
  const { afterMs, by: acknowledgedBy = 'a node that gave no name', sequence } = record;
  const acknowledgedAt = Math.round(at + afterMs);
  return {
    id,
    at,
    outcome: 'acknowledged',
    acknowledgedAt,
    acknowledgedBy,
    ...(sequence === undefined ? {} : { sequence }),
  };
}
