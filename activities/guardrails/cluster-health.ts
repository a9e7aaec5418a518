import type { Cluster, ClusterObject } from '../cluster.ts';
import { replicasOf } from '../kubernetes/replicas.ts';
import { asNode } from '../kubernetes/views.ts';
import type { Guardrail, Intent } from './guardrail.ts';
import { clusterTargets, keyOfTarget } from './kubernetes/cluster-targets.ts';
import { type Finding, verdictOf } from './kubernetes/findings.ts';
import { hitPods } from './kubernetes/hit-pods.ts';
import { hitWorkloads } from './kubernetes/hit-workloads.ts';
import { unrestOf } from './kubernetes/rollout.ts';

export const clusterHealth: Guardrail<'cluster-health'> = {
  kind: 'cluster-health',
  async check({ settings: { ignoreNodes = [] }, intent, ports: { cluster } }) {
    const [nodes, workloads] = await Promise.all([
      cluster.list({ apiVersion: 'v1', kind: 'Node' }),
      workloadsOf(intent, cluster),
    ]);
    const counted = nodes.filter(({ metadata }) => !ignoreNodes.includes(metadata.name));
    const trouble = [...counted.flatMap(troubleOf), ...workloads.flatMap((one) => unrestOf(one) ?? [])];
    const findings = trouble.map((detail): Finding => ({ result: 'not met', detail }));
    const fine = `${counted.length} nodes are Ready and under no pressure, ${workloads.length} workloads are at rest`;
    if (counted.length > 0) return verdictOf('cluster-health', findings, fine);
    return { name: 'cluster-health', result: 'unknown', detail: 'no node was found to look at' };
  },
};

/** Those whose pods are hit, and those that are targets themselves, also with no pod. */
async function workloadsOf(intent: Intent, cluster: Cluster): Promise<readonly ClusterObject[]> {
  const [hit, targets] = await Promise.all([
    hitPods(intent, cluster).then((pods) => hitWorkloads(pods, cluster)),
    Promise.all(clusterTargets(intent).map((target) => cluster.get(keyOfTarget(target)))),
  ]);
  const all = [...hit.map(({ workload }) => workload), ...targets].filter((one) => one !== undefined);
  const counting = all.filter((one) => replicasOf(one) !== undefined);
  return [...new Map(counting.map((one) => [one.metadata.uid, one])).values()];
}

const PRESSURES = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'];

function troubleOf(object: ClusterObject): readonly string[] {
  const { conditions = [] } = asNode(object).status ?? {};
  const { name } = object.metadata;
  const ready = conditions.find(({ type }) => type === 'Ready');
  if (ready?.status !== 'True') return [`node ${name} is not Ready${ready?.message ? `: ${ready.message}` : ''}`];
  return conditions
    .filter(({ type, status }) => PRESSURES.includes(type) && status !== 'False')
    .map(({ type, message }) => `node ${name} has ${type}${message ? `: ${message}` : ''}`);
}
