import { z } from 'zod';
import type { Cluster, PodCommand } from '../cluster.ts';
import type { CommandResult } from '../ports.ts';
import type { ClusterAccess } from './cluster-access.ts';
import { refusal, wordsOf } from './cluster-answers.ts';
import { type Ending, runInPod } from './cluster-exec-socket.ts';
import { segment } from './cluster-paths.ts';
import { notReached } from './cluster-request.ts';

/** Over a websocket. The program goes on when the connection ends: Kubernetes has no way to stop it. */
export function clusterExec(access: ClusterAccess, get: Cluster['get']): Cluster['exec'] {
  return async (command) => {
    let began = performance.now();
    const failed = (reason: string): CommandResult => ({
      outcome: 'failed',
      reason,
      durationMs: performance.now() - began,
    });
    if (command.signal?.aborted) return failed('stopped before it was started');
    const about = `Pod ${command.namespace}/${command.pod} was not told to run ${command.argv[0]}`;
    // What comes before is not the time of the program.
    await access.get(about);
    began = performance.now();
    const left = () => command.timeoutMs - (performance.now() - began);
    let ending = await run(access, about, command, left);
    if (asksForContainer(ending, command)) {
      const container = await usualContainer(command, get);
      if (container !== undefined) ending = await run(access, about, { ...command, container }, left);
    }
    if (ending.outcome === 'exited') return { ...ending, durationMs: performance.now() - began };
    if (ending.outcome === 'failed') return failed(ending.reason);
    // Of the other answers, most speak of the pod, its container or its node.
    if ([401, 403, 429].includes(ending.answer.status)) throw refusal(about, ending.answer);
    return failed(`could not be started: ${wordsOf(ending.answer)}`);
  };
}

type Reached = Exclude<Ending, { readonly outcome: 'unreached' }>;

async function run(access: ClusterAccess, about: string, command: PodCommand, left: () => number): Promise<Reached> {
  const path = pathOf(command, about);
  let granted = await access.get(about);
  let ending = await runInPod(granted, path, command, left());
  if (ending.outcome === 'refused' && ending.answer.status === 401) {
    granted = await access.renewed(about, granted);
    ending = await runInPod(granted, path, command, left());
  }
  if (ending.outcome === 'unreached') throw notReached(about, granted, ending.reason);
  return ending;
}

/** The server chooses none where there are several. */
function asksForContainer(ending: Reached, { container }: PodCommand): boolean {
  return container === undefined && ending.outcome === 'refused' && ending.answer.status === 400;
}

/** As kubectl chooses: the one that the pod names, else the first. */
async function usualContainer(
  { namespace, pod, signal }: PodCommand,
  get: Cluster['get'],
): Promise<string | undefined> {
  const found = await get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod }, signal);
  const containers = podContainers.safeParse(found).data?.spec.containers ?? [];
  const names = containers.map(({ name }) => name);
  const named = found?.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  return names.find((name) => name === named) ?? names[0];
}

const podContainers = z.object({ spec: z.object({ containers: z.array(z.object({ name: z.string() })) }) });

function pathOf({ namespace, pod, container, argv, stdin }: PodCommand, about: string): string {
  const query = new URLSearchParams({ stdout: 'true', stderr: 'true' });
  if (stdin !== undefined) query.set('stdin', 'true');
  if (container !== undefined) query.set('container', container);
  for (const word of argv) query.append('command', word);
  return `/api/v1/namespaces/${segment(namespace, 'namespace', about)}/pods/${segment(pod, 'name', about)}/exec?${query.toString()}`;
}
