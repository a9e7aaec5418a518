import { ApplicationFailure, setCurrentDetails } from '@temporalio/workflow';
import type { SweeperReport } from '../experiments/definition/sweep.ts';
import { perform } from './activity-options.ts';
import { sweeperDetails } from './sweeper-details.ts';
import { CLUSTER_SWEEPER, hostTaskQueue } from './messages.ts';

/**
 * Layer L3, once: undoes the faults of one machine, or those in the cluster, whose workflows are gone. Started by the schedule of
 * that machine or of the cluster. Fails while something is left, because nothing that failed is ever green.
 */
export async function sweeper({ host }: { readonly host: string }): Promise<SweeperReport> {
  const place = host === CLUSTER_SWEEPER ? 'cluster' : 'machine';
  const report = await perform('sweep', 'sweepFaults', `sweep ${host}`, { place }, { taskQueue: hostTaskQueue(host) });
  setCurrentDetails(sweeperDetails(report, host));
  if (report.counts.left === 0) return report;
  throw ApplicationFailure.create({
    type: 'NotUndone',
    nonRetryable: true,
    message: `${report.counts.left} left on ${host}: ${report.left.join('; ')}`,
    details: [report],
  });
}
