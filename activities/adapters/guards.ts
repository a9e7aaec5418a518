import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failure, FailureType } from '../failures.ts';
import type { GuardOrder, GuardReference, Guards } from '../ports.ts';
import { environmentWithoutSecrets } from './commands-environment.ts';
import { writeDurably } from './directories-write.ts';
import { GUARD_NAME, GUARD_SCRIPT } from './guards-script.ts';
import { systemCode } from './processes-error.ts';
import { isDead, readProc, readStat } from './processes-stat.ts';
import { withRoom } from './undo-records-ballast.ts';
import { undoFile } from './undo-records-path.ts';
import { asUptime } from './uptime.ts';

export interface GuardsOptions {
  /** The directory of the undo records: what a guard did is written beside the record of its fault. */
  readonly directory: string;
  readonly platform?: NodeJS.Platform | undefined;
}

export function createGuards({ directory, platform = process.platform }: GuardsOptions): Guards {
  const folder = resolve(directory);
  if (platform !== 'linux') return unsupported(platform);
  return {
    arm: (order) => arm(folder, order),
    disarm,
    isArmed: async (guard) => wordsOf(guard) !== undefined,
  };
}

/** Called again for the same order it answers with the guard that is there. A guard of an older order is ended. */
async function arm(folder: string, { faultId, deadline, argv, env }: GuardOrder): Promise<GuardReference> {
  const file = undoFile(folder, faultId, 'guard');
  const expired = undoFile(folder, faultId, 'expired');
  const words = [String(deadline), expired, undoFile(folder, faultId, 'lease'), ...argv];
  const before = readReference(file);
  if (before && wordsOf(before)?.slice(2).join('\0') === words.join('\0')) return before;
  if (before) await disarm(before);
  await rm(expired, { force: true });
  const guard = startGuard([faultId, String(asUptime(deadline)), ...words], env);
  try {
    await once(guard, 'spawn');
    const stat = readStat(guard.pid!);
    if (!stat) throw new Error('it ended at once');
    const reference = { pid: stat.pid, startTicks: stat.startTicks };
    await withRoom(folder, () => writeDurably(file, JSON.stringify(reference)));
    guard.stdin.end('go\n');
    return reference;
  } catch (error) {
    guard.stdin.destroy();
    const why = error instanceof Error ? error.message : String(error);
    throw failure(FailureType.effectFailed, `No guard was armed for ${faultId}: ${why}. Nothing was injected.`, error);
  }
}

/** Spawned directly: through setsid(1) we would learn the pid of the wrapper. */
function startGuard(words: readonly string[], env: GuardOrder['env']) {
  const guard = spawn('/bin/sh', ['-c', GUARD_SCRIPT, GUARD_NAME, ...words], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...environmentWithoutSecrets(), ...env },
  });
  guard.stdin.on('error', () => {});
  guard.unref();
  return guard;
}

function readReference(file: string): GuardReference | undefined {
  const text = readProc(file);
  if (text === undefined) return undefined;
  const reference: GuardReference = JSON.parse(text);
  return reference;
}

const GONE_WITHIN_MS = 2_000;

async function disarm(guard: GuardReference): Promise<void> {
  if (wordsOf(guard) === undefined) return;
  try {
    // The group: an undo that the guard has begun must not go on after ours.
    process.kill(-guard.pid, 'SIGKILL');
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ESRCH') {
      const refused = `The guard with pid ${guard.pid} was not ended: the kernel refused (${code}).`;
      throw failure(FailureType.forbidden, `${refused} Run the worker as the user who ran it then.`, error);
    }
  }
  for (const began = performance.now(); wordsOf(guard); ) {
    if (performance.now() - began > GONE_WITHIN_MS) {
      throw failure(
        FailureType.notUndone,
        `The guard with pid ${guard.pid} still runs ${GONE_WITHIN_MS} ms after SIGKILL.`,
      );
    }
    await new Promise((resolveLater) => setTimeout(resolveLater, 5));
  }
}

/** The words after the script, when that very process is still there and is a guard. */
function wordsOf({ pid, startTicks }: GuardReference): readonly string[] | undefined {
  const stat = readStat(pid);
  if (stat === undefined || stat.startTicks !== startTicks || isDead(stat) || stat.group !== pid) return undefined;
  const words = (readProc(`/proc/${pid}/cmdline`) ?? '').split('\0');
  return words[3] === GUARD_NAME ? words.slice(4, -1) : undefined;
}

function unsupported(platform: NodeJS.Platform): Guards {
  const refuse = () =>
    Promise.reject(
      failure(
        FailureType.unsupported,
        `No guard was armed: this worker runs on ${platform}, and guards need Linux (/proc). ` +
          'Run a worker on Linux, or use a fault that needs no guard (for a command: `expiry: none`).',
      ),
    );
  return { arm: refuse, disarm: refuse, isArmed: refuse };
}
