import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { asUptime } from './uptime.ts';

/**
 * Two numbers: the end of the lease on the clock of /proc/uptime, which the guard reads, and in milliseconds since 1970. Not
 * synced to the disk: after a power failure nobody wants the fault any more.
 */
export async function writeLease(path: string, until: number): Promise<void> {
  const half = `${path}.${randomUUID()}.half`;
  await writeFile(half, `${asUptime(until)} ${until}\n`, { mode: 0o600 });
  await rename(half, path);
}

export function readLease(text: string | undefined): number | undefined {
  const until = Number(text?.split(' ')[1]);
  return until > 0 ? until : undefined;
}
