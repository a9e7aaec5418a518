import type { ClusterObject } from '../../cluster.ts';
import { asWorkload, type Condition } from '../../kubernetes/views.ts';

interface Job {
  readonly spec?: { readonly parallelism?: number; readonly completions?: number; readonly suspend?: boolean };
  readonly status?: { readonly succeeded?: number; readonly conditions?: readonly Condition[] };
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API server keeps to its own schema
const asJob = (object: ClusterObject): Job => object as unknown as Job;

const conditionOf = (owner: ClusterObject, type: string): Condition | undefined =>
  asJob(owner).status?.conditions?.find((one) => one.type === type && one.status === 'True');

/** How many pods it wants now; any number when its kind does not say. */
export function wantedBy(owner: ClusterObject): number {
  const { spec = {}, status = {} } = asWorkload(owner);
  if (owner.kind === 'DaemonSet') return status.desiredNumberScheduled ?? 0;
  if (owner.kind === 'Job') return wantedByJob(owner);
  return spec.replicas ?? Number.POSITIVE_INFINITY;
}

function wantedByJob(owner: ClusterObject): number {
  const { spec = {}, status = {} } = asJob(owner);
  if (spec.suspend === true || conditionOf(owner, 'Complete') || conditionOf(owner, 'SuccessCriteriaMet')) return 0;
  const parallel = spec.parallelism ?? 1;
  return spec.completions === undefined ? parallel : Math.min(parallel, spec.completions - (status.succeeded ?? 0));
}

/** A job that gave up because of the kill starts no other pod, and is no recovery. */
export function gaveUp(owner: ClusterObject): string | undefined {
  const failed = owner.kind === 'Job' ? conditionOf(owner, 'Failed') : undefined;
  return failed && `it has failed: ${failed.message ?? 'no reason is given'}`;
}
