import { isLeaving } from '../../activities/kubernetes/pod-state.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, identityOf } from './cluster-workload.ts';

const REPLICAS = 2;

/** Two pods of a deployment. */
export const podKillRig: ClusterRig<'pod-kill'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: REPLICAS });
  const first = await web.pods();
  /** Every pod that was ever made, so that a kill of a successor is seen too. */
  const made = async () => {
    const events = await cluster.list({
      apiVersion: 'v1',
      kind: 'Event',
      namespace,
      fields: 'reason=SuccessfulCreate',
    });
    return events.length;
  };
  const gone = async () => {
    const now = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace });
    const there = new Set(now.filter((pod) => !isLeaving(pod)).map(({ metadata }) => metadata.uid));
    return first.filter(({ metadata }) => !there.has(metadata.uid)).length;
  };
  return {
    settings: { gracePeriod: 0, minRunning: 1 },
    target: async () => identityOf((await web.ready(REPLICAS))[0]!),
    effects: async () => Math.max(await gone(), (await made()) - REPLICAS),
    state: async () => (await web.pods()).length,
    vanish: () => web.remove(),
    vanished: 'done',
    stop: async () => {},
  };
};
