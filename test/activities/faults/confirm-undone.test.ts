import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfirmUndone } from '../../../activities/faults/confirm-undone.ts';
import { createOwedBy } from '../../../activities/faults/owed-by.ts';
import type { Ports } from '../../../activities/ports.ts';
import { placeMark, placeOf, placesOf } from '../../../experiments/definition/record-place.ts';
import { type FakeCluster, fakeCluster } from '../../support/fake-cluster.ts';
import { aStoredUndo } from '../../support/fault-order.ts';
import { aWorld } from '../../support/fault-world.ts';

const [HERE, THERE] = ['day/1/1.1-here', 'day/1/1.2-there@kubernetes'];
const ownerId = 'experiment/day/1';

const groups = (...kinds: readonly string[]) =>
  kinds.map((kind) => ({ faults: [{ target: { kind } }] })) as unknown as Parameters<typeof placesOf>[0]['groups'];

describe('what an experiment still owes', () => {
  let folder: string;
  let cluster: FakeCluster;
  let ports: Ports;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-owed-'));
    cluster = fakeCluster();
    ports = aWorld(folder, { cluster });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const confirm = (...places: readonly ('machine' | 'cluster')[]) => createConfirmUndone(ports)({ ownerId, places });
  const write = (faultId: string, state: 'active' | 'undone') =>
    ports.undoRecords.write(aStoredUndo({ faultId, state, target: { key: faultId, label: `target of ${faultId}` } }));

  it('is asked where its targets are: on the machine, in the cluster, or both', async () => {
    await write(HERE, 'undone');
    await write(THERE, 'active');
    await confirm('machine');
    const left = { type: 'NotUndone', message: expect.stringContaining(`${THERE} on target of ${THERE} is active`) };
    await expect(confirm('cluster')).rejects.toMatchObject(left);
    await expect(confirm('machine', 'cluster')).rejects.toMatchObject(left);
    expect(await createOwedBy(ports)({ ownerId, places: ['machine', 'cluster'] })).toEqual([
      { faultId: THERE, targetKey: THERE, label: `target of ${THERE}` },
    ]);
    await write(THERE, 'undone');
    await confirm('machine', 'cluster');
  });

  it('cannot be told when the cluster does not answer, and is asked again: that is never "nothing"', async () => {
    await write(HERE, 'undone');
    cluster.failAt(1);
    await expect(confirm('machine', 'cluster')).rejects.toMatchObject({ type: 'EffectFailed', nonRetryable: false });
    ports = aWorld(folder);
    const noSettings = { type: 'Unsupported', nonRetryable: false };
    await expect(confirm('machine', 'cluster')).rejects.toMatchObject(noSettings);
    await expect(createOwedBy(ports)({ ownerId, places: ['cluster'] })).rejects.toMatchObject(noSettings);
  });

  it('does not depend on a cluster in which the plan has no target', async () => {
    await write(HERE, 'undone');
    await confirm('machine');
    await createConfirmUndone(ports)({ ownerId });
    expect(cluster.calls).toEqual([]);
  });

  it('is not known where nothing was written down', async () => {
    await expect(confirm('machine')).rejects.toMatchObject({
      type: 'NothingKnown',
      message: expect.stringMatching(
        /no undo record of it is on \S+\. Either it had injected nothing, or it ran on another/,
      ),
    });
    await expect(confirm('machine', 'cluster')).rejects.toThrow(/is on \S+ or in the cluster\./);
    await expect(confirm('cluster')).rejects.toThrow(/is in the cluster\. .* or somebody has deleted its records/);
  });
});

describe('the place of an undo record', () => {
  const resource = { kind: 'resource', key: 'resource/zone', label: 'resource zone', name: 'zone' } as const;
  const pod = { kind: 'kubernetes', key: 'kubernetes/shop/pod/web', label: 'pod shop/web', name: 'web' } as const;
  const identity = { ...pod, apiVersion: 'v1', objectKind: 'Pod', namespace: 'shop', uid: 'u' };

  it('is at the end of the id of its fault, and beside its target', () => {
    expect([resource, identity].map((target) => placeOf(`day/1/1.1-a${placeMark(target)}`))).toEqual([
      'machine',
      'cluster',
    ]);
    expect(placeMark(resource)).toBe('');
  });

  it('is known of a whole plan', () => {
    const places = [groups('process', 'resource'), groups('kubernetes'), groups('process', 'kubernetes'), groups()];
    expect(places.map((some) => placesOf({ groups: some }))).toEqual([
      ['machine'],
      ['cluster'],
      ['machine', 'cluster'],
      ['machine'],
    ]);
  });
});
