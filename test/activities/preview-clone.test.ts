import { aimedAtOriginals, previewClone } from '../../activities/preview-clone.ts';
import { environmentClone } from '../../experiments/definition/environment.ts';
import type { PlannedExperiment, PlannedFault } from '../../experiments/definition/plan.ts';
import { csiVolumeSnapshot } from '../../experiments/definition/snapshots/csi-volume-snapshot.ts';
import { anExperiment } from '../support/an-experiment.ts';
import { cloneWorld, COPY, namespace, traces } from './faults/environment-clone/clone-world.ts';

const cloned = (more: object = {}): PlannedExperiment =>
  anExperiment('http://127.0.0.1:1', {
    snapshot: {
      kind: 'csi-volume-snapshot',
      settings: csiVolumeSnapshot.parse({ namespace: 'shop', statefulSet: 'ledger' }),
    },
    clone: environmentClone.parse({ namespace: 'shop-clone', copy: COPY, scrub: [], ...more }),
  });
const { signal } = new AbortController();

describe('the plan of an experiment in a disposable environment', () => {
  it('says what would be made of what, and makes nothing', async () => {
    const { world, call } = await cloneWorld();
    const text =
      'namespace shop-clone, with the volumes of the snapshot and copies of statefulset ledger; not scrubbed, isolated; its removal is owed from the start. ' +
      'Below are the originals in shop, whose copies would be hit.';
    expect(await previewClone(cloned(), call().ports, signal)).toEqual({
      text,
      expiry: expect.stringContaining('gameday sweep --kubernetes'),
    });
    expect(traces(world)).toEqual([]);
  });

  it('says why it could not be made now', async () => {
    const { call } = await cloneWorld([namespace('shop-clone')]);
    expect(await previewClone(cloned(), call().ports, signal)).toMatchObject({
      problem: expect.stringMatching(/^The clone was not made: there is a namespace shop-clone already/),
    });
    const missing = cloned({ namespace: 'other', copy: [{ kind: 'ConfigMap', name: 'settings' }] });
    expect(await previewClone(missing, call().ports, signal)).toMatchObject({
      problem: 'The clone was not made: there is no configmap shop/settings. Correct "copy".',
    });
  });

  it('looks at the originals for the targets, because there are no copies yet', () => {
    const settings = {
      namespace: 'shop-clone',
      kind: 'Pod',
      owner: 'statefulset/ledger',
      optedIn: false,
      ifEmpty: 'fail',
    };
    const fault = {
      name: 'kill',
      kind: 'pod-kill',
      settings: {},
      target: { kind: 'kubernetes', settings, mode: 'one' },
      hold: 1_000,
    } as unknown as PlannedFault;
    expect(aimedAtOriginals(cloned(), fault).target.settings).toEqual({ ...settings, namespace: 'shop' });
    const { clone: _, ...inPlace } = cloned();
    expect(aimedAtOriginals(inPlace, fault)).toBe(fault);
  });
});
