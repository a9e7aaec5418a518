import { decodeRecord, type LogRecord } from './record.ts';

export interface RecoveredLog {
  readonly records: LogRecord[];
  /** Where each record ends in the file, in bytes. */
  readonly ends: number[];
  /** Bytes of an unfinished last write, to be cut off. */
  readonly tornBytes: number;
}

export function recoverLog(bytes: Buffer): RecoveredLog {
  const records: LogRecord[] = [];
  const ends: number[] = [];
  let start = 0;
  for (const end of lineEnds(bytes)) {
    const record = decodeRecord(bytes.subarray(start, end - 1));
    if (record?.sequence !== records.length + 1) break;
    records.push(record);
    ends.push(end);
    start = end;
  }
  refuseDamageBeforeTheTail(bytes, start);
  return { records, ends, tornBytes: bytes.length - start };
}

/**
 * A crash can only spoil the end of the file. An intact record behind a spoilt one means that the disk changed what was
 * already acknowledged; cutting there would throw away good entries, so a person has to look.
 */
function refuseDamageBeforeTheTail(bytes: Buffer, damagedFrom: number): void {
  let start = damagedFrom;
  for (const end of lineEnds(bytes, damagedFrom)) {
    if (start > damagedFrom && decodeRecord(bytes.subarray(start, end - 1)) !== null) {
      throw new Error(`the log is damaged at byte ${damagedFrom}, with intact records behind it; not a torn tail`);
    }
    start = end;
  }
}

function* lineEnds(bytes: Buffer, from = 0): Generator<number> {
  const newline = 0x0a;
  for (let at = bytes.indexOf(newline, from); at !== -1; at = bytes.indexOf(newline, at + 1)) yield at + 1;
}
