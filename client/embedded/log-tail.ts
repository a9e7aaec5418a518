import { open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const NEWLINE = 10;

/** The last lines of a log, for an error text. */
export async function lastLines(file: string, count: number, since = 0): Promise<string> {
  const bytes = await readFrom(file, Math.max(since, (await sizeOf(file)) - 8_192));
  const text = bytes.toString().trimEnd();
  return text === '' ? '(it said nothing)' : text.split('\n').slice(-count).join('\n');
}

/** Whole lines written after `from`, until the signal. A file, unlike a pipe, never blocks or breaks its writer. */
export async function followLines(
  file: string,
  from: number,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let position = from;
  while (!signal.aborted) {
    const bytes = await readFrom(file, position);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    position += end;
    for (const line of bytes.toString('utf8', 0, end).split('\n')) if (line !== '') onLine(line);
    await sleep(50, undefined, { signal }).catch(() => {});
  }
}

export async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

async function readFrom(file: string, position: number): Promise<Buffer> {
  const length = (await sizeOf(file)) - position;
  if (length <= 0) return Buffer.alloc(0);
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
