import { closeSync, createReadStream, existsSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Journal } from '../ports.ts';

/**
 * The file is made at the first append, so looking at a journal that is not there leaves none behind. Lines are in the
 * kernel's cache when `append` returns: they survive every death of this process, but not that of the machine. An fsync
 * per line would cost more than the write that is being measured.
 */
export function openJournal(path: string): Journal {
  let fd: number | undefined;
  let isTorn = false;
  let isClosed = false;
  return {
    append(line) {
      if (isClosed) throw new Error(`Journal ${path} is closed; the line was not written.`);
      if (line.includes('\n')) throw new Error(`A line of journal ${path} must not contain a line break.`);
      if (fd === undefined) {
        fd = openForAppend(path);
        isTorn = endsInsideLine(fd);
      }
      // A torn line is ended, not cut off: a process that was thought dead may still be appending.
      const bytes = Buffer.from(isTorn ? `\n${line}\n` : `${line}\n`);
      isTorn = writeSync(fd, bytes) < bytes.length;
      if (isTorn) throw new Error(`Journal ${path} took only a part of a line; is the disk full?`);
    },
    read: () => readWholeLines(path),
    async close() {
      isClosed = true;
      if (fd !== undefined) closeSync(fd);
      fd = undefined;
    },
  };
}

function openForAppend(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a+');
}

function endsInsideLine(fd: number): boolean {
  const { size } = fstatSync(fd);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}

/** Read in pieces: a long night's journal is longer than the longest text that Node can hold. */
async function readWholeLines(path: string): Promise<readonly string[]> {
  const lines: string[] = [];
  let rest = '';
  for await (const piece of piecesOf(path)) {
    const parts = `${rest}${piece}`.split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) lines.push(line);
  }
  return lines;
}

async function* piecesOf(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) return;
  for await (const piece of createReadStream(path, 'utf8')) yield String(piece);
}
