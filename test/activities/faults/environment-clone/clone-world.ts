import type { NewObject } from '../../../../activities/cluster.ts';
import type { createIdentifyClone } from '../../../../activities/faults/environment-clone/identify.ts';
import type { FaultCall } from '../../../../activities/faults/driver.ts';
import { csiVolumeSnapshot as snapshotter } from '../../../../activities/snapshots/csi-volume-snapshot.ts';
import { environmentClone as settingsOf } from '../../../../experiments/definition/environment.ts';
import type { CloneOrder } from '../../../../experiments/definition/faults/environment-clone.ts';
import { aCall } from '../../../support/fault-call.ts';
import { type CsiWorld, csiWorld } from '../../snapshots/csi-world.ts';

export const namespace = (name: string, labels = {}): NewObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

export const storageClass = (reclaimPolicy: string): NewObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'double' },
  reclaimPolicy,
});

export const COPY = [{ kind: 'StatefulSet', name: 'ledger' }];

export interface CloneWorld {
  readonly world: CsiWorld;
  readonly call: (given?: object) => FaultCall<'environment-clone'>;
}

/** The stateful set of two of csi-world, of which a snapshot was taken. */
export async function cloneWorld(extra: readonly NewObject[] = []): Promise<CloneWorld> {
  const world = csiWorld([namespace('kube-system'), namespace('shop'), storageClass('Delete'), ...extra]);
  const { id } = await snapshotter.take('run', world.call());
  const { ports } = world.call();
  const order = (given: object): CloneOrder => ({
    ...settingsOf.parse({ namespace: 'shop-clone', copy: COPY, scrub: [], ...given }),
    from: 'shop',
    snapshotId: id,
  });
  const target = {
    kind: 'kubernetes',
    key: 'kubernetes/_/namespace/shop-clone',
    label: 'namespace shop-clone',
    apiVersion: 'v1',
    objectKind: 'Namespace',
    name: 'shop-clone',
    uid: 'not made yet',
  } as const satisfies Partial<Awaited<ReturnType<ReturnType<typeof createIdentifyClone>>>>;
  return {
    world,
    call: (given = {}) => ({
      ...aCall<'environment-clone'>(ports, order(given), target),
      faultId: 'day/1/environment',
    }),
  };
}

/** Names of all that has to do with the clone. */
export function traces({ cluster }: CsiWorld): readonly string[] {
  const all = cluster.everything().map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
  return all.filter((name) => name.includes('clone'));
}
