import type { KubernetesTargetSpec } from '../../../experiments/definition/targets/kubernetes.ts';
import type { ClusterObject } from '../../cluster.ts';
import { asPod } from '../../kubernetes/views.ts';
import type { Ports } from '../../ports.ts';
import { judgeAnswer } from '../../probes/judge-answer.ts';
import type { Step } from './step.ts';

type Where = NonNullable<KubernetesTargetSpec['where']>;

interface Answer {
  readonly matches: boolean;
  readonly said: string;
}

const TIMEOUT_MS = 3_000;

/** Asks every pod. An answer that cannot be judged does not match: nobody hits what might be the wrong one. */
export const askPods: Step = async (settings, objects, ports, signal) => {
  if (settings.where === undefined) return { objects, seen: [] };
  const where = ports.secrets.resolve(settings.where);
  const answers = await Promise.all(
    objects.map((pod) =>
      'get' in where ? askByHttp(where, pod, ports, signal) : askByExec(where, pod, settings.container, ports, signal),
    ),
  );
  const kept = objects.filter((_, at) => answers[at]!.matches);
  if (kept.length > 0) return { objects: kept, seen: [] };
  const said = objects.map(({ metadata }, at) => `${metadata.name}: ${ports.secrets.hide(answers[at]!.said)}`);
  return { objects: [], seen: [`"where" held for none of ${objects.length}: ${said.join('; ')}`] };
};

async function askByHttp(
  { get, expect }: Extract<Where, { get: string }>,
  pod: ClusterObject,
  { http, secrets }: Ports,
  signal: AbortSignal,
): Promise<Answer> {
  const ip = asPod(pod).status?.podIP;
  if (ip === undefined && get.includes('{ip}')) return { matches: false, said: 'it has no address' };
  const address = ip?.includes(':') ? `[${ip}]` : (ip ?? '');
  const url = get.replaceAll('{ip}', address).replaceAll('{name}', pod.metadata.name);
  if (!URL.canParse(url)) return { matches: false, said: `${url} is not a URL` };
  const answer = await http.request({ method: 'GET', url, timeoutMs: TIMEOUT_MS, signal });
  const { result, detail } = judgeAnswer(answer, expect, (text) => secrets.hide(text));
  return { matches: result === 'good', said: detail };
}

async function askByExec(
  { exec: argv }: Extract<Where, { exec: string[] }>,
  { metadata }: ClusterObject,
  container: string | undefined,
  { cluster }: Ports,
  signal: AbortSignal,
): Promise<Answer> {
  const { namespace = '', name: pod } = metadata;
  const text = `"${argv.join(' ')}"`;
  const run = await cluster.exec({ namespace, pod, container, argv, timeoutMs: TIMEOUT_MS, signal });
  if (run.outcome === 'failed') return { matches: false, said: `${text} ${run.reason}` };
  return { matches: run.exitCode === 0, said: `${text} exited with ${run.exitCode}` };
}
