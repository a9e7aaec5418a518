import type { Cluster, DeleteOrder } from '../cluster.ts';
import { isBlockedByBudget, isGone, isOtherUid, refusal, succeeded, wordsOf } from './cluster-answers.ts';
import type { Discovery } from './cluster-discovery.ts';
import { named, pathOf, segment } from './cluster-paths.ts';
import type { Ask } from './cluster-request.ts';

type Endings = Pick<Cluster, 'delete' | 'evict'>;

export function clusterEndings(ask: Ask, discovery: Discovery, get: Cluster['get']): Endings {
  return {
    async delete(key, order = {}) {
      const about = `${named(key)} was not deleted`;
      const { signal, uid, resourceVersion } = order;
      const answer = await discovery.with(key, about, signal, (resource) =>
        ask({ method: 'DELETE', path: pathOf(key, resource, about), body: optionsOf(order), signal, about }),
      );
      if (succeeded(answer)) return 'accepted';
      if (isGone(answer, key.name)) return 'gone';
      if (answer.status !== 409) throw refusal(about, answer);
      const now = await get(key, signal);
      if (now === undefined) return 'gone';
      if ((uid ?? now.metadata.uid) !== now.metadata.uid) return 'conflict';
      if (now.metadata.deletionTimestamp !== undefined) return 'accepted';
      if ((resourceVersion ?? now.metadata.resourceVersion) !== now.metadata.resourceVersion) return 'conflict';
      throw refusal(about, { ...answer, status: 503 });
    },

    async evict(pod, order = {}) {
      const about = `${named({ kind: 'Pod', ...pod })} was not evicted`;
      const { namespace, name, uid } = pod;
      const path = `/api/v1/namespaces/${segment(namespace, 'namespace', about)}/pods/${segment(name, 'name', about)}/eviction`;
      const body = {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { namespace, name },
        deleteOptions: optionsOf({ ...order, uid }),
      };
      const answer = await ask({ method: 'POST', path, body, signal: order.signal, about });
      if (succeeded(answer)) return { outcome: 'evicted' };
      if (isGone(answer, name) || isOtherUid(answer)) return { outcome: 'gone' };
      if (isBlockedByBudget(answer)) {
        // The server asks the budgets before it looks whether this is the pod that is meant.
        const now = await get({ apiVersion: 'v1', kind: 'Pod', namespace, name }, order.signal);
        return now?.metadata.uid === uid ? { outcome: 'blocked', detail: wordsOf(answer) } : { outcome: 'gone' };
      }
      throw refusal(about, answer.status === 409 ? { ...answer, status: 503 } : answer);
    },
  };
}

function optionsOf({ uid, resourceVersion, gracePeriodSeconds, propagation, dryRun }: DeleteOrder) {
  const preconditions = uid === undefined && resourceVersion === undefined ? undefined : { uid, resourceVersion };
  return {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions,
    gracePeriodSeconds,
    propagationPolicy: propagation,
    dryRun: dryRun ? ['All'] : undefined,
  };
}
