import type { ClusterObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { RESTORING } from '../../kubernetes/restoring.ts';
import { asWorkload } from '../../kubernetes/views.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { MANAGER } from './names.ts';
import { halted, nameOf, podsWith } from './users.ts';

type Call = SnapshotCall<'csi-volume-snapshot'>;

const LOOK_EVERY_MS = 250;

/** The number of replicas goes into the same request as the 0, so that no crash can lose it. */
export async function halt(workloads: readonly ClusterObject[], set: string, call: Call): Promise<void> {
  for (const workload of workloads) {
    const { labels, annotations, resourceVersion } = workload.metadata;
    if (labels?.[RESTORING] === set) continue;
    if (labels?.[RESTORING] !== undefined) throw stopped(workload, 'another restore has scaled it to 0');
    const replicas = asWorkload(workload).spec?.replicas ?? 1;
    call.progress(`scaling ${workload.kind} ${nameOf(workload)} to 0`);
    const body = {
      metadata: {
        resourceVersion,
        labels: { ...labels, [RESTORING]: set },
        annotations: { ...annotations, [RESTORING]: `${replicas}` },
      },
      spec: { replicas: 0 },
    };
    const { outcome } = await patch(workload, body, call);
    // The next attempt sees how it is then.
    if (outcome !== 'written') throw stopped(workload, 'it was changed or deleted at the same moment');
  }
}

export async function untilFree(claims: readonly string[], call: Call): Promise<void> {
  const { settings, ports, signal, progress } = call;
  const began = ports.clock.monotonic();
  for (;;) {
    const pods = await podsWith(claims, call);
    if (pods.length === 0) return;
    const names = pods.map(nameOf).join(', ');
    if (ports.clock.monotonic() - began > settings.timeout) {
      throw failure(
        FailureType.snapshotFailed,
        `The volumes were not restored: after ${settings.timeout / 1000} s they are still used by ${names}. End these pods, then restore again.`,
      );
    }
    progress(`waiting until these pods are gone: ${names}`);
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** Back to what was recorded; then ready; then the record goes. Whoever has scaled it meanwhile is left alone. */
export async function resume(set: string, call: Call): Promise<void> {
  for (const workload of await halted(set, call)) {
    const recorded = Number(workload.metadata.annotations?.[RESTORING]);
    const replicas = asWorkload(workload).spec?.replicas ?? 1;
    if (replicas === 0 && recorded > 0) {
      call.progress(`scaling ${workload.kind} ${nameOf(workload)} back to ${recorded}`);
      const { resourceVersion } = workload.metadata;
      const { outcome } = await patch(workload, { metadata: { resourceVersion }, spec: { replicas: recorded } }, call);
      if (outcome === 'gone') continue;
      if (outcome === 'conflict') throw stopped(workload, 'it was changed at the same moment');
    }
  }
  for (const workload of await halted(set, call)) {
    await untilReady(workload, call);
    const gone = { [RESTORING]: null };
    await patch(workload, { metadata: { labels: gone, annotations: gone } }, call);
  }
}

async function untilReady(workload: ClusterObject, call: Call): Promise<void> {
  const { settings, ports, signal, progress } = call;
  const began = ports.clock.monotonic();
  for (;;) {
    const now = await ports.cluster.get(keyOf(workload), signal);
    if (now === undefined) return;
    const { spec = {}, status = {} } = asWorkload(now);
    const [wanted, ready] = [spec.replicas ?? 1, status.readyReplicas ?? 0];
    if (ready >= wanted && (status.observedGeneration ?? 0) >= (now.metadata.generation ?? 0)) return;
    if (ports.clock.monotonic() - began > settings.timeout) {
      throw failure(
        FailureType.snapshotFailed,
        `The volumes were restored, but ${workload.kind} ${nameOf(workload)} is not ready after ${settings.timeout / 1000} s ` +
          `(${ready} of ${wanted} replicas). Look at the events of its pods and claims.`,
      );
    }
    progress(`${ready} of ${wanted} replicas of ${workload.kind} ${nameOf(workload)} are ready`);
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

const patch = (workload: ClusterObject, body: unknown, { ports, signal }: Call) =>
  ports.cluster.patch(keyOf(workload), { type: 'merge', body, manager: MANAGER, signal });

const keyOf = ({ apiVersion, kind, metadata: { namespace, name } }: ClusterObject): ObjectKey => ({
  apiVersion,
  kind,
  namespace,
  name,
});

function stopped(workload: ClusterObject, seen: string): Error {
  return failure(
    FailureType.snapshotFailed,
    `The volumes were not restored: ${workload.kind} ${nameOf(workload)} was left as it is, because ${seen}. Restore again.`,
  );
}
