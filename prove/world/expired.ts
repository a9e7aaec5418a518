import { readdir } from 'node:fs/promises';
import type { World } from './world.ts';

/** Faults that nobody of ours undid: the application ended them at their time, or a guard did and wrote it down. */
export async function expiredIn({ state, targets }: World): Promise<readonly string[]> {
  const files = await readdir(state).catch(() => []);
  const byGuard = files.filter((name) => name.endsWith('.expired')).map(() => 'the pause');
  return [...targets.log.filter(({ what }) => what === 'expired').map(({ target }) => target), ...byGuard];
}
