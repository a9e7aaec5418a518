import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';

export interface SmallDisk {
  readonly path: string;
  /** From now on nothing more can be written to it. */
  fill(): void;
  unmount(): void;
}

/** A file system of its own in memory, so that it can be filled. Fails where we may not mount one. */
export function smallDisk(path: string, size = '2m'): SmallDisk {
  mkdirSync(path, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'gameday-prove', path], { stdio: 'pipe' });
  return {
    path,
    fill() {
      const file = openSync(`${path}/filler`, 'w');
      const block = Buffer.alloc(4_096, 1);
      try {
        for (;;) writeSync(file, block);
      } catch {
        // ENOSPC: it is full.
      } finally {
        closeSync(file);
      }
    },
    unmount: () => unmount(path),
  };
}

const unmount = (path: string): void => void execFileSync('umount', ['-l', path], { stdio: 'pipe' });

/** Of a cell that is interrupted. */
export function unmountAllIn(folder: string): void {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  for (const path of mounts.filter((one) => one.startsWith(`${folder}/`))) unmount(path);
}

/** Undefined when it can be done here; else why not. */
export function whyNoSmallDisk(path: string): string | undefined {
  try {
    smallDisk(path, '64k').unmount();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error);
  }
}
