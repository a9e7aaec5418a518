import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { nameOf } from '../../kubernetes/name-of.ts';
import { isReady, whyNotReady } from '../../kubernetes/pod-state.ts';
import { replicasOf } from '../../kubernetes/replicas.ts';
import { runPod } from '../../snapshots/csi-volume-snapshot/pod-on-volumes.ts';
import { MANAGER } from '../kubernetes/field-owners.ts';
import { marksOf, type Preparing } from './call.ts';
import { keyOf } from './originals.ts';

const LOOK_EVERY_MS = 250;

/** One after the other, before anything else has seen the data. One that was done stays as a pod, and is not done again. */
export async function scrub(claims: readonly string[], call: Preparing): Promise<void> {
  const { settings, ports, signal } = call;
  const { labels } = marksOf(call);
  for (const [at, step] of settings.scrub.entries()) {
    const began = ports.clock.monotonic();
    const seen = await runPod(
      { namespace: settings.namespace, name: `scrub-${at + 1}`, ...step, claims, labels },
      {
        cluster: ports.cluster,
        manager: MANAGER,
        sleep: (ms) => ports.clock.sleep(ms, signal),
        elapsed: () => ports.clock.monotonic() - began,
        timeoutMs: settings.timeout,
        progress: () => undefined,
        signal,
      },
    );
    if (seen === undefined) continue;
    throw failure(
      FailureType.unsupported,
      `The clone was not used: its data was not scrubbed, step ${at + 1} of ${settings.scrub.length}: ${seen}. Look at the command, and at what it found.`,
    );
  }
}

/** Resolves when every workload of the clone has all its replicas. */
export async function untilRunning(call: Preparing): Promise<void> {
  const { settings, ports, signal } = call;
  const began = ports.clock.monotonic();
  for (;;) {
    signal.throwIfAborted();
    const waiting = await notRunning(call);
    if (waiting.length === 0) return;
    if (ports.clock.monotonic() - began > settings.timeout) {
      throw failure(
        FailureType.unsupported,
        `The clone was not used: after ${settings.timeout / 1000} s ${waiting.join('; ')}. Look at what it needs that is not in "copy".`,
      );
    }
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** One line for each workload of the clone that is not complete. */
export async function notRunning({ settings, ports, signal }: Preparing): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const one of settings.copy) {
    if (one.kind !== 'StatefulSet' && one.kind !== 'Deployment') continue;
    const object = await ports.cluster.get(keyOf(one, settings.namespace), signal);
    const replicas = object && replicasOf(object);
    if (object === undefined || replicas === undefined)
      lines.push(`${one.kind.toLowerCase()} ${one.name} is not there`);
    else if (replicas.available < replicas.desired) {
      const pods = await ports.cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: settings.namespace }, signal);
      lines.push(`${nameOf(object)} has ${replicas.available} of ${replicas.desired} replicas${firstTrouble(pods)}`);
    }
  }
  return lines;
}

function firstTrouble(pods: readonly ClusterObject[]): string {
  const waiting = pods.find((pod) => !isReady(pod) && !pod.metadata.name.startsWith('scrub-'));
  return waiting === undefined ? '' : ` (${nameOf(waiting)} ${whyNotReady(waiting)})`;
}
