import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createCluster } from '../activities/adapters/cluster.ts';
import { systemCode } from '../activities/adapters/processes-error.ts';
import { byLease } from '../activities/sweep/owners.ts';
import { sweep, type SweepNews, type SweepOrder } from '../activities/sweep/sweep.ts';
import type { SweepFinding, SweepResult } from '../experiments/definition/sweep.ts';
import { createPorts } from './create-ports.ts';
import { readSettings, type Settings } from './settings.ts';

export interface SweepHere extends SweepOrder {
  readonly env: NodeJS.ProcessEnv;
  /** Instead of the folder in the settings. */
  readonly folder?: string | undefined;
}

export type SweptHere =
  | { readonly folder: string; readonly result: SweepResult }
  /** No worker has run here, or not with these settings. */
  | { readonly folder: string; readonly missing: true }
  | { readonly problems: readonly string[] };

export interface HereNews extends Omit<SweepNews, 'found'> {
  readonly note: (line: string) => void;
  readonly found: (findings: readonly SweepFinding[], folder: string) => void;
}

/** A sweep without Temporal, in the world of the worker of this machine. */
export async function sweepHere(
  { env, folder: given, ...order }: SweepHere,
  { found, note, ...news }: HereNews,
): Promise<SweptHere> {
  const read = readSettings(env);
  if ('problems' in read) return read;
  const folder = given === undefined ? read.settings.stateDirectory : resolve(given);
  const trouble = troubleWith(folder);
  if (trouble === undefined || 'missing' in trouble) sayWhatIsElsewhere(env, read.settings, note);
  if (trouble !== undefined) return trouble;
  const foreign = order.dryRun ? undefined : whoseFolder(folder);
  if (foreign !== undefined) note(foreign);
  const ports = createPorts({ ...read.settings, stateDirectory: folder }, undefined, undefined, env);
  const here = { ...ports, undoRecords: ports.undoRecords.at('machine') };
  return {
    folder,
    result: await sweep(here, byLease(ports.clock), order, { ...news, found: (all) => found(all, folder) }),
  };
}

/** Nobody may take "nothing is left" here for "nothing is left anywhere". */
function sayWhatIsElsewhere(env: NodeJS.ProcessEnv, { kubernetes }: Settings, note: HereNews['note']): void {
  const cluster = createCluster({ env, context: kubernetes.context }).describe();
  if (cluster === undefined) return;
  note(
    `Faults in the cluster of context ${cluster.context} (${cluster.server}) are not looked at here: gameday sweep --kubernetes`,
  );
}

/** A folder that is not there is news; one that cannot be read must not look like one without faults. */
function troubleWith(folder: string): SweptHere | undefined {
  try {
    readdirSync(folder);
    return undefined;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return { folder, missing: true };
    const what = `The undo records in ${folder} cannot be read (${code ?? String(error)})`;
    return { problems: [`${what}. Run this as the user who runs the worker, with its GAMEDAY_STATE.`] };
  }
}

/** What root writes, the worker of another user can no longer read; but in an emergency that is better than a fault. */
function whoseFolder(folder: string): string | undefined {
  const [owner, self] = [statSync(folder).uid, process.getuid?.()];
  if (self === undefined || self === owner) return undefined;
  return (
    `The undo records in ${folder} belong to user ${owner}, and this runs as user ${self}: a worker of that user may not be ` +
    `able to read what is written now. Better: sudo -u '#${owner}' with the same command.`
  );
}
