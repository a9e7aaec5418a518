import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { World } from './world.ts';

const run = promisify(execFile);
const LARGEST = 64 * 1_024 * 1_024;

/** One JSON file per workflow, as the Temporal CLI exports it. Those of a server that is gone are not there. */
export async function keepHistories({ server, ids, settings: { folder, binary } }: World): Promise<void> {
  await mkdir(`${folder}/histories`, { recursive: true });
  for (const [role, id] of Object.entries(ids ?? {})) {
    const show = ['workflow', 'show', '--workflow-id', id, '--output', 'json', '--address', server.address];
    const history = await run(binary, show, { maxBuffer: LARGEST, timeout: 10_000 }).catch(() => undefined);
    if (history) await writeFile(`${folder}/histories/${role.replaceAll(' ', '-')}.json`, history.stdout);
  }
}
