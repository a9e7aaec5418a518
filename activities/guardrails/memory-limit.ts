import type { KubernetesIdentity } from '../../experiments/definition/identity.ts';
import type { Cluster, ClusterObject } from '../cluster.ts';
import { nameOf } from '../kubernetes/name-of.ts';
import { asPod } from '../kubernetes/views.ts';
import type { Guardrail, Intent } from './guardrail.ts';
import { isInCluster } from './kubernetes/cluster-targets.ts';
import { type Finding, verdictOf } from './kubernetes/findings.ts';
import { podsHit } from './kubernetes/hit-pods.ts';
import { containersNamedBy } from './kubernetes/memory-stress.ts';

export const memoryLimit: Guardrail<'memory-limit'> = {
  kind: 'memory-limit',
  async check({ intent: { faults, targets }, ports: { cluster } }) {
    const meant = targets.flatMap(({ taken }, at) =>
      taken.filter(isInCluster).map((target) => findingsOf(target, faults[at], cluster)),
    );
    return verdictOf('memory-limit', (await Promise.all(meant)).flat(), 'no container is meant');
  },
};

async function findingsOf(
  target: KubernetesIdentity,
  fault: Intent['faults'][number] | undefined,
  cluster: Cluster,
): Promise<readonly Finding[]> {
  const named = target.container === undefined ? (fault ? containersNamedBy(fault) : []) : [target.container];
  return (await podsHit(target, fault, cluster)).flatMap((pod) => limitsOf(pod, named));
}

/** Without a name any container may be meant. */
function limitsOf(pod: ClusterObject, named: readonly string[]): readonly Finding[] {
  const { containers, initContainers = [] } = asPod(pod).spec;
  const meant =
    named.length === 0 ? containers : [...containers, ...initContainers].filter(({ name }) => named.includes(name));
  if (meant.length === 0) {
    return [{ result: 'unknown', detail: `${nameOf(pod)} has no container ${named.join(' or ')}` }];
  }
  return meant.map(({ name, resources }) => {
    const limit = resources?.limits?.['memory'];
    if (limit !== undefined) return { result: 'met', detail: `container ${name} of ${nameOf(pod)} may use ${limit}` };
    const detail = `container ${name} of ${nameOf(pod)} has no memory limit, so its node would run out of memory first`;
    return { result: 'not met', detail: `${detail}. Set resources.limits.memory, or name another container` };
  });
}
