import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Ports } from '../activities/ports.ts';
import { CLUSTER_SWEEPER } from '../workflows/messages.ts';
import { reasonOf } from './reason.ts';
import { scheduleSweeper } from './sweeper-schedule.ts';

const LOOK_EVERY_MS = 60_000;

interface ClusterSweeper {
  readonly client: Client;
  readonly ports: Pick<Ports, 'cluster' | 'undoRecords'>;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly everyMs?: number;
}

/**
 * Written once the records in the cluster could be read: a kubeconfig may name a cluster that is long gone, or one in which we
 * have no rights, and then no fault is in it. From then on a sweep that cannot read them fails, for everybody to see.
 */
export async function scheduleClusterSweeper({ client, ports, log, signal, everyMs = LOOK_EVERY_MS }: ClusterSweeper) {
  const cluster = ports.cluster.describe();
  if (cluster === undefined) return;
  for (let problem: string | undefined; !signal.aborted; ) {
    try {
      await ports.undoRecords.at('cluster').survey();
      return await scheduleSweeper(client, CLUSTER_SWEEPER, log);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== problem) {
        log.warn(
          { event: 'cluster not swept', ...cluster, reason },
          `Nobody sweeps faults in the cluster of context ${cluster.context} yet (${reason}). It is tried again.`,
        );
      }
      problem = reason;
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
