import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeRecord, type LogRecord } from './record.ts';
import { recoverLog } from './recover.ts';
import { syncDirectory } from './sync-directory.ts';

export interface OpenedLogFile {
  readonly file: LogFile;
  readonly records: LogRecord[];
  readonly tornBytes: number;
}

/** The append-only file. When a method resolves, what it did is on the disk. */
export class LogFile {
  readonly #handle: FileHandle;
  readonly #ends: number[];

  constructor(handle: FileHandle, ends: number[]) {
    this.#handle = handle;
    this.#ends = ends;
  }

  static async open(path: string): Promise<OpenedLogFile> {
    const handle = await open(path, 'a');
    try {
      const { records, ends, tornBytes } = recoverLog(await readFile(path));
      await handle.truncate(ends.at(-1) ?? 0);
      // What a killed process wrote without fsync is readable, but only in the page cache: it is not ours to promise yet.
      await handle.sync();
      await syncDirectory(dirname(path));
      return { file: new LogFile(handle, ends), records, tornBytes };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async append(records: readonly LogRecord[]): Promise<void> {
    const lines = records.map(encodeRecord);
    await this.#handle.appendFile(Buffer.concat(lines));
    await this.#handle.datasync();
    for (const line of lines) this.#ends.push((this.#ends.at(-1) ?? 0) + line.length);
  }

  async cutAfter(sequence: number): Promise<void> {
    if (sequence >= this.#ends.length) return;
    this.#ends.length = sequence;
    await this.#handle.truncate(this.#ends.at(-1) ?? 0);
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
