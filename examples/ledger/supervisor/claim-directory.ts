import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UsageError } from '../usage-error.ts';

const orphansEndWithinMs = 1_500;

/** Two processes that append to one log would ruin it. Nodes whose supervisor was killed are given time to end. */
export async function claimDirectory(dir: string, names: readonly string[]): Promise<void> {
  await mkdir(dir, { recursive: true }).catch((error: Error) => {
    throw new UsageError(`--dir ${dir} cannot be used: ${error.message}`);
  });
  const giveUpAtMs = performance.now() + orphansEndWithinMs;
  for (const name of names) {
    const nodeDir = join(dir, name);
    while (await isInUse(nodeDir)) {
      if (performance.now() > giveUpAtMs)
        throw new UsageError(`--dir ${dir} is in use by another ledger (${nodeDir}/pid)`);
      await delay(20);
    }
  }
}

async function isInUse(nodeDir: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(join(nodeDir, 'pid'), 'utf8'));
    const commandLine = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    return commandLine.includes(nodeDir) && commandLine.some((argument) => argument.endsWith('ledger-node.js'));
  } catch {
    return false;
  }
}
