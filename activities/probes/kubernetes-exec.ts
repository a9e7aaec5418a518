import { labelsText } from '../../experiments/definition/label-selector.ts';
import type { KubernetesExecProbe } from '../../experiments/definition/probes/kubernetes-exec.ts';
import type { Cluster, ClusterObject } from '../cluster.ts';
import { isLeaving } from '../kubernetes/pod-state.ts';
import { asPod } from '../kubernetes/views.ts';
import { inTime } from './in-time.ts';
import { judgeExit } from './judge-exit.ts';
import { describeChoice } from './kubernetes/objects.ts';
import type { PointProbe, Sample } from './probe.ts';

export const kubernetesExec: PointProbe<'kubernetes-exec'> = {
  kind: 'kubernetes-exec',
  measure: (call) => inTime(call, (signal) => askPod({ ...call, signal })),
};

type Call = Parameters<PointProbe<'kubernetes-exec'>['measure']>[0];

async function askPod({ settings, timeoutMs, signal, ports: { cluster } }: Call): Promise<Sample> {
  const { namespace, container, command: argv } = settings;
  const pods = await podsOf(settings, cluster, signal);
  const pod = pods.find(isRunning);
  if (pod === undefined) {
    const chosen = describeChoice({ kind: 'Pod', ...settings });
    const detail = pods.length === 0 ? `there is no ${chosen}` : `no ${chosen} runs`;
    return { result: 'bad', latencyMs: null, value: null, detail };
  }
  const { name } = pod.metadata;
  const result = await cluster.exec({ namespace, pod: name, container, argv, timeoutMs, signal });
  return judgeExit(result, `${argv[0]} in ${name}`, settings);
}

async function podsOf(
  { namespace, name, labels }: KubernetesExecProbe,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<readonly ClusterObject[]> {
  const pod = { apiVersion: 'v1', kind: 'Pod', namespace };
  if (name === undefined) return cluster.list({ ...pod, labels: labelsText(labels) }, signal);
  const found = await cluster.get({ ...pod, name }, signal);
  return found === undefined ? [] : [found];
}

const isRunning = (pod: ClusterObject): boolean => asPod(pod).status?.phase === 'Running' && !isLeaving(pod);
