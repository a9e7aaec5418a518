import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { World } from './world.ts';

const run = promisify(execFile);
const PATIENCE = { timeout: 60_000 };

/**
 * What a person does when Temporal is gone: `gameday sweep --all`. Answers with what it said, or nothing when this build has
 * no such command.
 */
export async function sweep({ state, settings: { dist } }: World): Promise<string | undefined> {
  const gameday = [`${dist}/client/main.js`, 'sweep'];
  const help = await run(process.execPath, [...gameday, '--help'], PATIENCE).catch(() => undefined);
  if (!help?.stdout.includes('Usage: gameday sweep')) return undefined;
  const { stdout } = await run(process.execPath, [...gameday, '--all', '--state', state], PATIENCE);
  return stdout.trim();
}
