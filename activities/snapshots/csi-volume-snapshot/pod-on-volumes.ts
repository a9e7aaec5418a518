import type { Cluster, ClusterObject, NewObject, ObjectKey } from '../../cluster.ts';
import { containerStatus, whyNotReady } from '../../kubernetes/pod-state.ts';
import { asPod } from '../../kubernetes/views.ts';

const LOOK_EVERY_MS = 250;

export interface PodOrder {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  /** Each is at `/volumes/<claim>`. */
  readonly claims: readonly string[];
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

interface Running {
  readonly cluster: Cluster;
  readonly manager: string;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds since it began. */
  readonly elapsed: () => number;
  readonly timeoutMs: number;
  readonly progress: () => void;
  readonly signal: AbortSignal;
}

/** Makes the pod unless it is there, and waits for its end. Undefined when it exited with 0; else what was seen. */
export async function runPod(order: PodOrder, on: Running): Promise<string | undefined> {
  const { namespace, name } = order;
  const key: ObjectKey = { apiVersion: 'v1', kind: 'Pod', namespace, name };
  await on.cluster.create(podFor(order), { manager: on.manager, signal: on.signal });
  for (;;) {
    on.signal.throwIfAborted();
    const pod = await on.cluster.get(key, on.signal);
    const phase = pod && asPod(pod).status?.phase;
    if (phase === 'Succeeded') return undefined;
    if (pod === undefined) return 'its pod is gone';
    if (phase === 'Failed') return lastWords(pod, name);
    if (on.elapsed() > on.timeoutMs) {
      return `after ${on.timeoutMs / 1000} s its pod ${whyNotReady(pod)}${await lastWarning(namespace, on)}`;
    }
    on.progress();
    await on.sleep(LOOK_EVERY_MS);
  }
}

/** Its last words are kept by the kubelet. It gets no identity in the cluster, and no time to end: its volumes go with it. */
function podFor({ namespace, name, image, command, claims, labels }: PodOrder): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, ...(labels && { labels }) },
    spec: {
      restartPolicy: 'Never',
      // Not 0: then the API server would forget it before it has let go of its volumes.
      terminationGracePeriodSeconds: 1,
      automountServiceAccountToken: false,
      containers: [
        {
          name,
          image,
          command,
          terminationMessagePolicy: 'FallbackToLogsOnError',
          volumeMounts: claims.map((claim, at) => ({ name: `volume-${at}`, mountPath: `/volumes/${claim}` })),
        },
      ],
      volumes: claims.map((claim, at) => ({ name: `volume-${at}`, persistentVolumeClaim: { claimName: claim } })),
    },
  };
}

function lastWords(pod: ClusterObject, container: string): string {
  const { exitCode, message = '' } = containerStatus(pod, container)?.state?.terminated ?? {};
  return `the ${container} exited with ${exitCode ?? 'nothing'}${message.trim() === '' ? '' : `: ${message.trim().slice(-500)}`}`;
}

async function lastWarning(namespace: string, { cluster, signal }: Running): Promise<string> {
  const query = { apiVersion: 'v1', kind: 'Event', namespace, fields: 'type=Warning' };
  const [last] = (await cluster.list(query, signal).catch(() => [])).toReversed();
  return last === undefined ? '' : ` (${String(last['message'])})`;
}
