import type { Cluster, PodCommand } from '../cluster.ts';
import type { CommandResult } from '../ports.ts';
import type { ClusterAccess } from './cluster-access.ts';
import { refusal, wordsOf } from './cluster-answers.ts';
import { runInPod } from './cluster-exec-socket.ts';
import { named, segment } from './cluster-paths.ts';
import { notReached } from './cluster-request.ts';

/** Over a websocket. The program goes on when the connection ends: Kubernetes has no way to stop it. */
export function clusterExec(access: ClusterAccess): Cluster['exec'] {
  return async (command) => {
    const began = performance.now();
    const failed = (reason: string): CommandResult => ({
      outcome: 'failed',
      reason,
      durationMs: performance.now() - began,
    });
    if (command.signal?.aborted) return failed('stopped before it was started');
    const { namespace, pod } = command;
    const about = `${named({ kind: 'Pod', namespace, name: pod })} was not told to run ${command.argv[0]}`;
    const path = pathOf(command, about);
    const left = () => command.timeoutMs - (performance.now() - began);
    let granted = await access.get(about);
    let ending = await runInPod(granted, path, command, left());
    if (ending.outcome === 'refused' && ending.answer.status === 401) {
      granted = await access.renewed(about, granted);
      ending = await runInPod(granted, path, command, left());
    }
    if (ending.outcome === 'exited') return { ...ending, durationMs: performance.now() - began };
    if (ending.outcome === 'failed') return failed(ending.reason);
    if (ending.outcome === 'unreached') throw notReached(about, granted, ending.reason);
    // Of the others, most speak of the pod, its container or its node.
    if ([401, 403, 429].includes(ending.answer.status)) throw refusal(about, ending.answer);
    return failed(`could not be started: ${wordsOf(ending.answer)}`);
  };
}

function pathOf({ namespace, pod, container, argv, stdin }: PodCommand, about: string): string {
  const query = new URLSearchParams({ stdout: 'true', stderr: 'true' });
  if (stdin !== undefined) query.set('stdin', 'true');
  if (container !== undefined) query.set('container', container);
  for (const word of argv) query.append('command', word);
  return `/api/v1/namespaces/${segment(namespace, 'namespace', about)}/pods/${segment(pod, 'name', about)}/exec?${query.toString()}`;
}
