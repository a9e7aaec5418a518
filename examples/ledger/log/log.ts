import { LogFile } from './log-file.ts';
import type { LogRecord } from './record.ts';
import { Turns } from './turns.ts';

/** Records in memory, of which the first `durableSequence` are on the disk. */
export class Log {
  readonly #path: string;
  readonly #disk = new Turns();
  #file: LogFile;
  #records: LogRecord[];
  #sequenceOf: Map<string, number>;
  #durableSequence: number;

  constructor(path: string, file: LogFile, records: LogRecord[]) {
    this.#path = path;
    this.#file = file;
    this.#records = records;
    this.#sequenceOf = indexById(records);
    this.#durableSequence = records.length;
  }

  static async open(path: string): Promise<{ readonly log: Log; readonly tornBytes: number }> {
    const { file, records, tornBytes } = await LogFile.open(path);
    return { log: new Log(path, file, records), tornBytes };
  }

  get lastSequence(): number {
    return this.#records.length;
  }

  get durableSequence(): number {
    return this.#durableSequence;
  }

  recordAt(sequence: number): LogRecord | undefined {
    return this.#records[sequence - 1];
  }

  /** 0 where there is no record, which no leader ever has as its epoch. */
  epochAt(sequence: number): number {
    return this.recordAt(sequence)?.epoch ?? 0;
  }

  sequenceOf(id: string): number | undefined {
    return this.#sequenceOf.get(id);
  }

  /** The records from `sequence` on, `count` at most. */
  slice(sequence: number, count: number): readonly LogRecord[] {
    return this.#records.slice(sequence - 1, sequence - 1 + count);
  }

  /** In memory only: `flush` brings it to the disk. */
  append(records: readonly LogRecord[]): void {
    for (const record of records) {
      this.#records.push(record);
      if (record.entry !== null) this.#sequenceOf.set(record.entry.id, record.sequence);
    }
  }

  /** One write and one fsync for everything that has gathered while the disk was busy with the flush before. */
  flush(): Promise<void> {
    return this.#disk.take(async () => {
      const fresh = this.#records.slice(this.#durableSequence);
      if (fresh.length === 0) return;
      await this.#file.append(fresh);
      this.#durableSequence += fresh.length;
    });
  }

  truncateAfter(sequence: number): Promise<void> {
    return this.#disk.take(async () => {
      for (const { entry } of this.#records.splice(sequence)) if (entry !== null) this.#sequenceOf.delete(entry.id);
      this.#durableSequence = Math.min(this.#durableSequence, sequence);
      await this.#file.cutAfter(sequence);
    });
  }

  /** Forgets what is only in memory and starts again from the disk. Resolves with the number of records forgotten. */
  reopen(): Promise<number> {
    return this.#disk.take(async () => {
      const before = this.#records.length;
      await this.#file.close();
      const { file, records } = await LogFile.open(this.#path);
      this.#file = file;
      this.#records = records;
      this.#sequenceOf = indexById(records);
      this.#durableSequence = records.length;
      return before - records.length;
    });
  }
}

function indexById(records: readonly LogRecord[]): Map<string, number> {
  const sequenceOf = new Map<string, number>();
  for (const { entry, sequence } of records) if (entry !== null) sequenceOf.set(entry.id, sequence);
  return sequenceOf;
}
