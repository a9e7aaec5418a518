import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from '../log/sync-directory.ts';

/** The epoch that this node has promised itself to. A promise that a crash could undo would let two leaders be obeyed. */
export class EpochFile {
  readonly #path: string;
  #epoch: number;

  constructor(path: string, epoch: number) {
    this.#path = path;
    this.#epoch = epoch;
  }

  static async open(path: string): Promise<EpochFile> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '0';
      throw error;
    });
    const epoch = Number(text);
    if (!Number.isSafeInteger(epoch)) throw new Error(`${path} holds no epoch: ${JSON.stringify(text)}`);
    return new EpochFile(path, epoch);
  }

  get epoch(): number {
    return this.#epoch;
  }

  async write(epoch: number): Promise<void> {
    const next = `${this.#path}.next`;
    const handle = await open(next, 'w');
    try {
      await handle.writeFile(String(epoch));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, this.#path);
    await syncDirectory(dirname(this.#path));
    this.#epoch = epoch;
  }
}
