import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { asClaim } from './api-objects.ts';
import { RESTORED_FROM, setOf } from './names.ts';
import { notReady } from './readiness.ts';
import { isComplete, manifestOf, readSet } from './stored-set.ts';

/** What is wrong with the set. The data in the storage cannot be read from here: its driver's word has to do. */
export async function verify(
  reference: SnapshotReference,
  call: SnapshotCall<'csi-volume-snapshot'>,
): Promise<readonly string[]> {
  const volumes = await readSet(setOf(reference.id), call);
  call.progress(`verifying snapshot ${reference.id}`);
  const problems = volumes.flatMap((volume) => {
    const { namespace, name } = volume.snapshot.metadata;
    const not = notReady(volume);
    return not === undefined ? [] : [`volumesnapshot ${namespace}/${name}: ${not.why}`];
  });
  if (volumes.length !== reference.files)
    problems.push(`${volumes.length} of ${reference.files} volume snapshots are there`);
  else if (!isComplete(volumes)) problems.push('the volume snapshots do not belong together');
  else if (problems.length === 0 && manifestOf(volumes) !== reference.manifest) {
    problems.push(
      `the volume snapshots are others than were taken (SHA-256 ${manifestOf(volumes)}, expected ${reference.manifest})`,
    );
  }
  return problems;
}

/** Never empty: nothing tells from outside what is in a volume, and that is no sign that nothing changed. */
export async function compare(
  reference: SnapshotReference,
  call: SnapshotCall<'csi-volume-snapshot'>,
): Promise<readonly string[]> {
  const { settings, ports, signal } = call;
  const volumes = await readSet(setOf(reference.id), call);
  const lines = volumes.map(async ({ snapshot, claim }) => {
    const name = claim?.name ?? snapshot.metadata.name;
    const key = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: settings.namespace, name };
    const now = await ports.cluster.get(key, signal);
    if (now === undefined) return `claim ${name} is missing`;
    if (asClaim(now).metadata.annotations?.[RESTORED_FROM] === snapshot.metadata.uid) {
      return `claim ${name} was made from this snapshot; what was written since is not known`;
    }
    if (now.metadata.uid !== claim?.uid) return `claim ${name} is another one`;
    return `claim ${name} is the same; what was written to it since is not known`;
  });
  return Promise.all(lines);
}
