import type { Readable } from 'node:stream';

const CAP = 64 * 1024;

export interface Collected {
  /** Waits until the stream ends, at most `graceMs` after this call, then lets go of it. */
  done(graceMs: number): Promise<void>;
  text(): string;
}

/** Keeps the first 64 KiB. */
export const collectHead = (stream: Readable): Collected => collect(stream, (all) => all.subarray(0, CAP));

/** Keeps the last 64 KiB: of many error lines the last says why. */
export const collectTail = (stream: Readable): Collected => collect(stream, (all) => all.subarray(-CAP));

function collect(stream: Readable, cut: (all: Buffer) => Buffer): Collected {
  let kept: Buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    kept = cut(Buffer.concat([kept, chunk]));
  });
  const ended = new Promise<void>((resolve) => {
    stream.once('close', resolve);
    stream.once('error', () => resolve());
  });
  return {
    async done(graceMs) {
      const timer = setTimeout(() => stream.destroy(), graceMs);
      await ended;
      clearTimeout(timer);
    },
    text: () => kept.toString('utf8'),
  };
}
