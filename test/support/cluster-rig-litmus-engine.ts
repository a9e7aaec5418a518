import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, made } from './cluster-workload.ts';
import { DAMAGE, LITMUS, startLitmusDouble } from './litmus-operator-double.ts';

/** A real API server with the kinds of Litmus, and a double for its operator. */
export const litmusEngineRig: ClusterRig<'litmus-engine'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: 1 });
  await made(cluster, {
    apiVersion: LITMUS,
    kind: 'ChaosExperiment',
    metadata: { namespace, name: 'pod-network-loss' },
  });
  const operator = startLitmusDouble(cluster, namespace);
  const damaged = async () => (await web.pods()).flatMap(({ metadata }) => metadata.annotations?.[DAMAGE] ?? []);
  const engines = () => cluster.list({ apiVersion: LITMUS, kind: 'ChaosEngine', namespace });
  /** The engine itself stays until the undo, also when Litmus has ended it, which it says after its jobs are gone. */
  const running = async () =>
    (await engines()).filter(({ status }) => JSON.stringify(status ?? {}).includes('"initialized"')).length;
  const runs = async () => (await cluster.list({ apiVersion: 'batch/v1', kind: 'Job', namespace })).length;
  return {
    settings: {
      spec: { chaosServiceAccount: 'litmus', experiments: [{ name: 'pod-network-loss' }] },
      effectWithin: 60_000,
      awaitVerdict: false,
    },
    target: () => web.identity(),
    // The operator begins a little after the engine was made, so the engine is what an injection has changed.
    effects: async () => (await engines()).length,
    state: async () => ({
      ready: (await web.pods()).length,
      damaged: await damaged(),
      runs: await runs(),
      running: await running(),
    }),
    vanish: () => web.remove(),
    vanished: 'done',
    stop: () => operator.stop(),
  };
};
