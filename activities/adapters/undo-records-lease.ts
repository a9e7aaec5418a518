import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withRoom } from './undo-records-ballast.ts';
import { asUptime } from './uptime.ts';

/**
 * Two numbers: the end of the lease on the clock of /proc/uptime, which the guard reads, and in milliseconds since 1970. Not
 * synced to the disk: after a power failure nobody wants the fault any more.
 */
export async function writeLease(path: string, until: number): Promise<void> {
  const half = `${path}.${randomUUID()}.half`;
  const text = `${asUptime(until)} ${until}\n`;
  try {
    await withRoom(dirname(path), () => writeFile(half, text, { mode: 0o600 }));
    await rename(half, path);
  } finally {
    await rm(half, { force: true });
  }
}

export function readLease(text: string | undefined): number | undefined {
  const until = Number(text?.split(' ')[1]);
  return until > 0 ? until : undefined;
}
