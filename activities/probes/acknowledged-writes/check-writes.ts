import type { LostWrite, WriteAccount } from '../../../experiments/definition/outcome.ts';
import type { AcknowledgedWrite, History, WriteOperation } from './history.ts';

/** How often each id of ours was there. */
export type FinalRead = ReadonlyMap<string, number>;

export type Findings = Pick<
  WriteAccount,
  'lost' | 'lostWrites' | 'stale' | 'recovered' | 'unexpected' | 'failVisible' | 'duplicate'
>;

const SHOWN = 50;

/**
 * Compares what was attempted with what was read, one pass each (the set checker of Jepsen, github.com/jepsen-io/jepsen,
 * checker.clj). `reads`: in order; the last one decides what is there. Without one nothing can be found.
 */
export function checkWrites(
  { writes, missedReads }: Pick<History, 'writes' | 'missedReads'>,
  reads: readonly FinalRead[],
): Findings {
  const acknowledged = new Set(writes.filter(isAcknowledged).map(({ id }) => id));
  const missed = missedReads.filter((id) => acknowledged.has(id)).length;
  const last = reads.at(-1);
  if (last === undefined) {
    return { lost: 0, lostWrites: [], stale: missed, recovered: 0, unexpected: 0, failVisible: 0, duplicate: 0 };
  }
  const lost = writes.filter(isAcknowledged).filter(({ id }) => !last.has(id));
  const present = writes.filter(({ id }) => last.has(id));
  const appearedLate = reads
    .slice(0, -1)
    .map((read) => present.filter((w) => isAcknowledged(w) && !read.has(w.id)).length);
  const attempted = new Set(writes.map(({ id }) => id));
  return {
    lost: lost.length,
    lostWrites: lost.slice(0, SHOWN).map(asLostWrite),
    stale: missed + appearedLate.reduce((sum, count) => sum + count, 0),
    recovered: present.filter(({ outcome }) => outcome === 'indeterminate' || outcome === 'unanswered').length,
    unexpected: [...last.keys()].filter((id) => !attempted.has(id)).length,
    failVisible: present.filter(({ outcome }) => outcome === 'refused').length,
    duplicate: present.filter(({ id }) => (last.get(id) ?? 0) > 1).length,
  };
}

function isAcknowledged(write: WriteOperation): write is AcknowledgedWrite {
  return write.outcome === 'acknowledged';
}

function asLostWrite({ id, sequence, acknowledgedAt, acknowledgedBy }: AcknowledgedWrite): LostWrite {
  return { id, sequence, acknowledgedAt, acknowledgedBy };
}
