import { ApplicationFailure } from '@temporalio/common';
import { FailureType } from '../activities/failures.ts';
import type { Ports } from '../activities/ports.ts';
import { byLease } from '../activities/sweep/owners.ts';
import { sweep, type SweepNews, type SweepOrder } from '../activities/sweep/sweep.ts';
import type { SweepFinding, SweepResult } from '../experiments/definition/sweep.ts';
import { createPorts } from './create-ports.ts';
import { serverClock } from './server-clock.ts';
import { readSettings } from './settings.ts';

/** Whose records were swept. */
export interface ClusterPlace {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
}

export type SweptCluster =
  | { readonly cluster: ClusterPlace; readonly result: SweepResult; readonly isMissing: boolean }
  /** The cluster did not answer. */
  | { readonly unreached: string }
  | { readonly problems: readonly string[] };

export interface ClusterNews extends Omit<SweepNews, 'found'> {
  readonly found: (findings: readonly SweepFinding[], cluster: ClusterPlace) => void;
}

/** A sweep without Temporal of the faults in the cluster, from wherever the cluster can be reached. */
export async function sweepCluster(
  env: NodeJS.ProcessEnv,
  order: SweepOrder,
  { found, ...news }: ClusterNews,
): Promise<SweptCluster> {
  const read = readSettings(env);
  if ('problems' in read) return read;
  const { settings } = read;
  const { namespace } = settings.kubernetes;
  const ports = createPorts(settings, undefined, {}, env);
  const cluster = { ...(ports.cluster.describe() ?? { context: '', server: '' }), namespace };
  try {
    const there = { ...ports, clock: await serverClock(ports), undoRecords: ports.undoRecords.at('cluster') };
    const telling = { ...news, found: (all: readonly SweepFinding[]) => found(all, cluster) };
    const result = await sweep(there, byLease(there.clock), order, telling);
    const isMissing = result.findings.length === 0 && (await isAbsent(namespace, ports));
    return { cluster, result, isMissing };
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    return error.type === FailureType.effectFailed ? { unreached: error.message } : { problems: [error.message] };
  }
}

/** Whoever may not read namespaces has found no records in one that he may list. */
async function isAbsent(name: string, { cluster }: Pick<Ports, 'cluster'>): Promise<boolean> {
  try {
    return (await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name })) === undefined;
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === FailureType.forbidden) return false;
    throw error;
  }
}
