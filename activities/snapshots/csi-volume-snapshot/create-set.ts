import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { CLAIM, COUNT, MANAGER, SNAPSHOT_API, SNAPSHOT_ID, snapshotName, SUBJECT } from './names.ts';
import { recordOf } from './recorded-claim.ts';

export interface SetOrder {
  readonly id: string;
  readonly set: string;
  readonly subject: string;
  readonly label: string;
  readonly prefix: Parameters<typeof snapshotName>[0];
}

/** Asks for all of them at once, so that they show nearly one moment. What is there already is left as it is. */
export async function createSet(
  { id, set, subject, label, prefix }: SetOrder,
  claims: readonly ClusterObject[],
  { settings, ports, signal }: SnapshotCall<'csi-volume-snapshot'>,
): Promise<void> {
  const { namespace, class: className } = settings;
  const written = await Promise.all(
    claims.map((claim) =>
      ports.cluster.create(
        {
          apiVersion: SNAPSHOT_API,
          kind: 'VolumeSnapshot',
          metadata: {
            namespace,
            name: snapshotName(prefix, set, claim.metadata.name),
            labels: { [label]: set, 'app.kubernetes.io/managed-by': MANAGER },
            annotations: {
              [SNAPSHOT_ID]: id,
              [SUBJECT]: subject,
              [COUNT]: `${claims.length}`,
              [CLAIM]: JSON.stringify(recordOf(claim)),
            },
          },
          spec: {
            source: { persistentVolumeClaimName: claim.metadata.name },
            ...(className === undefined ? {} : { volumeSnapshotClassName: className }),
          },
        },
        { manager: MANAGER, signal },
      ),
    ),
  );
  if (written.every(({ outcome }) => outcome !== 'gone')) return;
  throw failure(
    FailureType.snapshotFailed,
    `No volume was snapshotted: namespace ${namespace} is not there, or is being deleted. Correct the namespace.`,
  );
}
