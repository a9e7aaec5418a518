import { crc32 } from 'node:zlib';

export interface Entry {
  readonly id: string;
  readonly value: unknown;
}

export interface LogRecord {
  readonly sequence: number;
  readonly epoch: number;
  /** Null in the record with which each leader opens its epoch. */
  readonly entry: Entry | null;
}

/** One line per record: a checksum of the JSON, a space, the JSON. */
export function encodeRecord(record: LogRecord): Buffer {
  const json = JSON.stringify(record);
  return Buffer.from(`${checksum(json)} ${json}\n`);
}

/** Null when the line is not exactly what was written. */
export function decodeRecord(line: Buffer): LogRecord | null {
  const json = line.subarray(checksumLength + 1);
  if (line.subarray(0, checksumLength).toString() !== checksum(json)) return null;
  const record: LogRecord = JSON.parse(json.toString());
  return record;
}

const checksumLength = 8;

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(checksumLength, '0');
}
