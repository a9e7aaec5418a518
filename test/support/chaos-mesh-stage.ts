import type { Cluster, ClusterObject } from '../../activities/cluster.ts';
import { chaosMesh } from '../../activities/faults/chaos-mesh.ts';
import type { FaultCall } from '../../activities/faults/driver.ts';
import { asPod } from '../../activities/kubernetes/views.ts';
import type { CommandResult } from '../../activities/ports.ts';
import type { ChaosMesh } from '../../experiments/definition/faults/chaos-mesh.ts';
import { aClusterCall } from './cluster-call.ts';
import { aWorkload, type Made, made, type Workload } from './cluster-workload.ts';
import { eventually } from './eventually.ts';

const SERVER = `require('node:http')
  .createServer((request, response) => response.end(request.url === '/big' ? Buffer.alloc(2e6) : 'ok'))
  .listen(8080)`;

/** Two pods of an HTTP service with limits, and a client that asks them. */
export interface Stage {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly web: Workload;
  readonly client: Made;
  /** Seconds that the client waited for an answer of this pod; undefined when none came. */
  ask(pod: ClusterObject, path?: string, within?: number): Promise<number | undefined>;
  run(pod: ClusterObject, ...argv: readonly string[]): Promise<CommandResult>;
  /** With its baseline; another fault each time. */
  prepare(
    settings: Omit<ChaosMesh, 'effectWithin'>,
    object: ClusterObject,
    lastsMs?: number,
  ): Promise<FaultCall<'chaos-mesh'>>;
}

let faults = 0;

export async function chaosMeshStage(cluster: Cluster, namespace: string): Promise<Stage> {
  const web = await aWorkload(cluster, namespace, {
    container: {
      image: 'gameday/node:20',
      command: ['node', '-e', SERVER],
      resources: { limits: { cpu: '500m', memory: '128Mi' } },
      readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
    },
  });
  const client = await made(cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name: 'client', labels: { app: 'client' } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'main', image: 'gameday/node:20', imagePullPolicy: 'Never', command: ['sleep', '1000000'] }],
    },
  });
  const run: Stage['run'] = (pod, ...argv) =>
    cluster.exec({ namespace, pod: pod.metadata.name, argv, timeoutMs: 20_000 });
  const ask: Stage['ask'] = async (pod, path = '/', within = 2) => {
    const url = `http://${asPod(pod).status!.podIP}:8080${path}`;
    const argv = ['curl', '-s', '-o', '/dev/null', '-m', String(within), '-w', '%{time_total}', url];
    const result = await run((await client.read())!, ...argv);
    return result.outcome === 'exited' && result.exitCode === 0 ? Number(result.stdout) : undefined;
  };
  await eventually(async () => (await ask((await web.pods())[0]!)) !== undefined, 60_000, 'the client reaches a pod');
  return {
    cluster,
    namespace,
    web,
    client,
    ask,
    run,
    async prepare(settings, object, lastsMs = 120_000) {
      const faultId = `${namespace}/${(faults += 1)}@kubernetes`;
      const call = aClusterCall<'chaos-mesh'>(cluster, { effectWithin: 60_000, ...settings }, object, { faultId });
      const timed = { ...call, expiresAt: Date.now() + lastsMs };
      return { ...timed, baseline: await chaosMesh.prepareUndo(timed) };
    },
  };
}

/** The undo, and what is left until nothing is. */
export async function undone(call: FaultCall<'chaos-mesh'>): Promise<void> {
  await chaosMesh.undo(call);
  await eventually(async () => (await chaosMesh.verifyUndone(call)).length === 0, 90_000, 'nothing is left');
}

export const seen = (call: FaultCall<'chaos-mesh'>, evidence: RegExp) =>
  eventually(
    async () => {
      const effect = await chaosMesh.observe(call);
      return effect.observed && evidence.test(effect.evidence) && effect.evidence;
    },
    30_000,
    `evidence like ${String(evidence)}`,
  );
