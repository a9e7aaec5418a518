import type { DisruptionBudget } from '../../experiments/definition/guardrails/disruption-budget.ts';
import type { Cluster, ClusterObject } from '../cluster.ts';
import { isSelectedBy } from '../kubernetes/is-selected-by.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import { isReady } from '../kubernetes/pod-state.ts';
import { replicasOf } from '../kubernetes/replicas.ts';
import { asBudget, type Budget } from '../kubernetes/views.ts';
import type { Guardrail } from './guardrail.ts';
import { type Finding, verdictOf } from './kubernetes/findings.ts';
import { hitPods } from './kubernetes/hit-pods.ts';
import { type HitWorkload, hitWorkloads } from './kubernetes/hit-workloads.ts';

export const disruptionBudget: Guardrail<'disruption-budget'> = {
  kind: 'disruption-budget',
  async check({ settings, intent, ports: { cluster } }) {
    const pods = await hitPods(intent, cluster);
    const [budgets, workloads] = await Promise.all([budgetsFor(pods, cluster), hitWorkloads(pods, cluster)]);
    const findings = [
      ...budgets.flatMap((budget) => fits(budget, pods)),
      ...workloads.flatMap((hit) => [...withinShare(hit, settings), ...hasBudget(hit, budgets, settings)]),
    ];
    return verdictOf('disruption-budget', findings, 'no pod with a disruption budget would be down');
  },
};

async function budgetsFor(pods: readonly ClusterObject[], cluster: Cluster): Promise<readonly Budget[]> {
  const namespaces = [...new Set(pods.map(({ metadata }) => metadata.namespace))];
  const found = await Promise.all(
    namespaces.map((namespace) => cluster.list({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', namespace })),
  );
  return found.flat().map(asBudget);
}

const isFor = (budget: Budget, pod: ClusterObject): boolean =>
  budget.metadata.namespace === pod.metadata.namespace && isSelectedBy(pod, budget.spec?.selector);

/** A pod that is not Ready is down already, and counted by the budget itself. */
function fits(budget: Budget, pods: readonly ClusterObject[]): readonly Finding[] {
  const down = pods.filter((pod) => isFor(budget, pod) && isReady(pod)).length;
  if (down === 0) return [];
  const { observedGeneration = 0, disruptionsAllowed, currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {};
  const name = `budget ${budget.metadata.namespace}/${budget.metadata.name}`;
  if (disruptionsAllowed === undefined || observedGeneration < (budget.metadata.generation ?? 0)) {
    return [{ result: 'unknown', detail: `${name} has not been worked out yet by its controller` }];
  }
  const detail = `${name} allows ${disruptionsAllowed} to be down (${currentHealthy} healthy, ${desiredHealthy} needed), ${down} would be`;
  return [{ result: down <= disruptionsAllowed ? 'met' : 'not met', detail }];
}

function withinShare({ workload, pods }: HitWorkload, { maxUnavailable }: DisruptionBudget): readonly Finding[] {
  const replicas = workload && replicasOf(workload);
  if (maxUnavailable === undefined) return [];
  if (workload === undefined || replicas === undefined) {
    const detail = `${pods.map(nameOf).join(', ')} belongs to nothing that counts replicas, so no share can be told`;
    return [{ result: 'unknown', detail }];
  }
  const { desired, available } = replicas;
  const already = Math.max(0, desired - available);
  const down = already + pods.filter(isReady).length;
  const most =
    typeof maxUnavailable === 'number' ? maxUnavailable : Math.floor((desired * Number.parseInt(maxUnavailable)) / 100);
  const detail = `${down} of ${desired} replicas of ${nameOf(workload)} would be down (${already} already), ${maxUnavailable} allowed${most === maxUnavailable ? '' : ` = ${most}`}`;
  return [{ result: down <= most ? 'met' : 'not met', detail }];
}

function hasBudget(
  { workload, pods }: HitWorkload,
  budgets: readonly Budget[],
  { withoutBudget }: DisruptionBudget,
): readonly Finding[] {
  if (workload?.kind !== 'StatefulSet' || withoutBudget === 'ignore') return [];
  if (pods.every((pod) => budgets.some((budget) => isFor(budget, pod)))) return [];
  const detail = `${nameOf(workload)} has no PodDisruptionBudget, so nothing keeps a drain from ending too many of its pods`;
  return [withoutBudget === 'refuse' ? { result: 'not met', detail } : { result: 'met', detail: `warning: ${detail}` }];
}
