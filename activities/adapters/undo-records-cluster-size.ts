import { failure, FailureType } from '../failures.ts';
import type { StoredUndo } from '../ports.ts';

/** What Kubernetes lets all annotations of one object have together is 262,144 bytes. */
const LARGEST = 240 * 1024;
/** What a fault may begin with, so that there is room for what its undo has to tell. */
const LARGEST_AT_FIRST = 176 * 1024;
const KEPT_LINES = { first: 10, last: 40 } as const;
const LONGEST_LINE = 400;

/**
 * The record as it fits on an object. A fault whose record is too large is not begun. An undo that is tried for days writes a line
 * each time, and must never fail for that: so its log loses its middle.
 */
export function fitting(record: StoredUndo): StoredUndo {
  const bytes = Buffer.byteLength(JSON.stringify(record));
  const largest = record.state === 'owed' ? LARGEST_AT_FIRST : LARGEST;
  if (bytes <= largest) return record;
  if (record.state === 'owed' || record.state === 'injecting') throw tooLarge(record, bytes, largest);
  return { ...record, log: shortened(record.log) };
}

function shortened(log: StoredUndo['log']): StoredUndo['log'] {
  const { first, last } = KEPT_LINES;
  const short = log.map(({ at, what }) => ({ at, what: what.slice(0, LONGEST_LINE) }));
  if (short.length <= first + last) return short;
  const middle = short.slice(first, -last);
  const gap = { at: middle[0]!.at, what: `… ${middle.length} lines are left out here` };
  return [...short.slice(0, first), gap, ...short.slice(-last)];
}

const tooLarge = ({ faultId, target }: StoredUndo, bytes: number, largest: number) =>
  failure(
    FailureType.unsupported,
    `${target.label} was not touched: the undo record of ${faultId} would have ${bytes} bytes, and there is room for ${largest} ` +
      'on a Kubernetes object. Choose a smaller target, or shorter settings.',
  );
