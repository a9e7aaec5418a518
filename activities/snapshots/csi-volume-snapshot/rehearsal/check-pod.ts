import type { ClusterObject, ObjectKey } from '../../../cluster.ts';
import { failure, FailureType } from '../../../failures.ts';
import { containerStatus, whyNotReady } from '../../../kubernetes/pod-state.ts';
import { asPod } from '../../../kubernetes/views.ts';
import type { SnapshotCall } from '../../snapshotter.ts';
import { MANAGER } from '../names.ts';
import type { Copy } from './copies.ts';
import { rehearsalName } from './place.ts';

type Call = SnapshotCall<'csi-volume-snapshot'>;

const LOOK_EVERY_MS = 250;
const NAME = 'check';

/** A pod with all the copies, below /volumes; it must end with 0. Its last words are kept by the kubelet. */
export async function checkCopies(set: string, copies: readonly Copy[], call: Call): Promise<void> {
  const { settings, ports, signal, progress } = call;
  const key: ObjectKey = { apiVersion: 'v1', kind: 'Pod', namespace: rehearsalName(set), name: NAME };
  await ports.cluster.create(podOf(set, copies, settings), { manager: MANAGER, signal });
  const began = ports.clock.monotonic();
  for (;;) {
    const pod = await ports.cluster.get(key, signal);
    const phase = pod && asPod(pod).status?.phase;
    if (phase === 'Succeeded') return;
    if (pod === undefined || phase === 'Failed') throw refused(pod === undefined ? 'its pod is gone' : lastWords(pod));
    if (ports.clock.monotonic() - began > settings.timeout) {
      const trouble = await warningsIn(call, set);
      throw refused(`after ${settings.timeout / 1000} s its pod ${whyNotReady(pod)}${trouble}`);
    }
    progress('looking at a copy of the volumes');
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

function podOf(set: string, copies: readonly Copy[], { restoreTest }: Call['settings']) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: rehearsalName(set), name: NAME },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      containers: [
        {
          name: NAME,
          image: restoreTest?.image,
          command: restoreTest?.command,
          terminationMessagePolicy: 'FallbackToLogsOnError',
          volumeMounts: copies.map(({ claim }, at) => ({ name: `volume-${at}`, mountPath: `/volumes/${claim}` })),
        },
      ],
      volumes: copies.map(({ claim }, at) => ({ name: `volume-${at}`, persistentVolumeClaim: { claimName: claim } })),
    },
  };
}

function lastWords(pod: ClusterObject): string {
  const { exitCode, message = '' } = containerStatus(pod, NAME)?.state?.terminated ?? {};
  return `the check exited with ${exitCode ?? 'nothing'}${message.trim() === '' ? '' : `: ${message.trim().slice(-500)}`}`;
}

async function warningsIn({ ports, signal }: Call, set: string): Promise<string> {
  const query = { apiVersion: 'v1', kind: 'Event', namespace: rehearsalName(set), fields: 'type=Warning' };
  const events = await ports.cluster.list(query, signal).catch(() => []);
  const [last] = events.toReversed();
  return last === undefined ? '' : ` (${String(last['message'])})`;
}

function refused(seen: string): Error {
  return failure(
    FailureType.snapshotFailed,
    `The snapshot was not taken: a copy that was restored from it does not pass the restore test: ${seen}. Look at the data, the test, and the driver.`,
  );
}
