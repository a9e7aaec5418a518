import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** A file that became a link or a pipe meanwhile is neither followed nor waited for. */
export const READ_THE_FILE_ITSELF = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const BLOCK = 256 * 1024;

/** What an open file holds, block by block. A block is valid until the next one is asked for. */
export async function* bytesOf(file: FileHandle, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(BLOCK);
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, BLOCK, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
