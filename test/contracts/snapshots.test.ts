import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SNAPSHOT_ID } from '../../activities/snapshots/csi-volume-snapshot/names.ts';
import { snapshotters } from '../../activities/snapshots/index.ts';
import type { SnapshotKind } from '../../experiments/definition/snapshots/index.ts';
import { csiWorld, SET } from '../activities/snapshots/csi-world.ts';
import { snapshotWorld } from '../activities/snapshots/snapshot-world.ts';
import { contractOf, type Subject } from './snapshot-contract.ts';

const subjects: { readonly [K in SnapshotKind]: () => Promise<Subject<K>> } = {
  directory: async () => {
    const world = await snapshotWorld();
    return {
      call: world.call({ keep: 1, keepFor: 1000 }),
      canBeCompared: true,
      named: world.path,
      change: async () => {
        await world.write('state', 'changed');
        await rm(join(world.path, 'wal', '0001'));
      },
      state: () => world.contents(),
      damageCopyOf: (id) => writeFile(join(world.store, 'snapshots', id, 'data', 'state'), 'bad'),
      later: (ms) => void (world.now += ms),
      destroy: () => world.destroy(),
    };
  },
  'csi-volume-snapshot': async () => {
    const world = csiWorld();
    return {
      call: world.call({ keep: 1, keepFor: 1000 }),
      canBeCompared: false,
      named:
        '2 claims in shop (data-ledger-0, data-ledger-1), by class double (driver double.csi; deletionPolicy Delete',
      change: () => world.write('data-ledger-1', 'changed'),
      state: () => ({ data: world.contents(), set: world.cluster.seen(SET)?.['spec'] }),
      damageCopyOf(id) {
        const volume = world.seen('VolumeSnapshot').find(({ metadata }) => metadata.annotations?.[SNAPSHOT_ID] === id);
        world.cluster.vanish({
          apiVersion: 'snapshot.storage.k8s.io/v1',
          kind: 'VolumeSnapshotContent',
          name: `snapcontent-${volume?.metadata.uid}`,
        });
      },
      later: (ms) => void (world.now += ms),
      destroy: () => undefined,
    };
  },
};

const subjectOf = <K extends SnapshotKind>(kind: K): (() => Promise<Subject<K>>) => subjects[kind];
for (const { kind } of Object.values(snapshotters)) contractOf(kind, subjectOf(kind));
