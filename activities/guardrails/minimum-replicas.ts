import type { Cluster } from '../cluster.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import { podsOwnedBy } from '../kubernetes/owned-pods.ts';
import { isReady } from '../kubernetes/pod-state.ts';
import type { Guardrail } from './guardrail.ts';
import { type Finding, verdictOf } from './kubernetes/findings.ts';
import { hitPods } from './kubernetes/hit-pods.ts';
import { type HitWorkload, hitWorkloads } from './kubernetes/hit-workloads.ts';

export const minimumReplicas: Guardrail<'minimum-replicas'> = {
  kind: 'minimum-replicas',
  async check({ settings: { ready }, intent, ports: { cluster } }) {
    const hit = await hitWorkloads(await hitPods(intent, cluster), cluster);
    const findings = await Promise.all(hit.map((one) => othersReady(one, ready, cluster)));
    return verdictOf('minimum-replicas', findings, 'no pod would be down');
  },
};

async function othersReady({ workload, pods }: HitWorkload, wanted: number, cluster: Cluster): Promise<Finding> {
  if (workload === undefined) {
    const detail = `${pods.map(nameOf).join(', ')} has no owner, so there is no other of it, and nobody starts it again`;
    return { result: 'not met', detail };
  }
  const taken = new Set(pods.map(({ metadata }) => metadata.uid));
  const all = await podsOwnedBy(workload, cluster);
  const others = all.filter((pod) => !taken.has(pod.metadata.uid) && isReady(pod)).length;
  const detail = `${others} other pods of ${nameOf(workload)} are Ready, ${wanted} must be`;
  return { result: others >= wanted ? 'met' : 'not met', detail };
}
