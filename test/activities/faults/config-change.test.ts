import type { NewObject } from '../../../activities/cluster.ts';
import { configChange } from '../../../activities/faults/config-change.ts';
import { configChange as settingsOf } from '../../../experiments/definition/faults/config-change.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../support/fake-cluster.ts';
import { lasting } from '../../support/lasting.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';

const CONFIG: NewObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name: 'app', annotations: { team: 'a' } },
  data: { 'app.properties': 'timeout=5\n', mode: 'normal' },
  binaryData: { key: 'AAEC' },
};

const problems = (settings: unknown) => settingsOf.safeParse(settings).error?.issues.map(({ message }) => message);

describe('config-change', () => {
  let cluster: FakeCluster;
  const on = (settings: { set?: Record<string, string>; remove?: string[] }, object: NewObject = CONFIG) =>
    aClusterCall<'config-change'>(cluster, { set: {}, remove: [], ...settings }, cluster.put(object));

  beforeEach(() => {
    cluster = fakeCluster();
  });

  it('sets, adds and removes keys, and restores exactly these', async () => {
    const call = await prepared(
      configChange,
      on({ set: { 'app.properties': 'timeout=0\n', new: 'x' }, remove: ['mode'] }),
    );
    const before = cluster.seen(keyOf(CONFIG))!;
    await configChange.inject(call);
    const changed = cluster.seen(keyOf(CONFIG))!;
    expect(changed['data']).toEqual({ 'app.properties': 'timeout=0\n', new: 'x' });
    expect(changed['binaryData']).toEqual({ key: 'AAEC' });
    expect(await configChange.observe(call)).toMatchObject({
      observed: true,
      evidence: expect.stringContaining('(app.properties, new, mode); pods that mount it see that after the next sync'),
    });
    await configChange.undo(call);
    expect(await configChange.verifyUndone(call)).toEqual([]);
    expect(lasting(cluster.seen(keyOf(CONFIG))!)).toEqual(lasting(before));
  });

  it('refuses to put one key back when somebody changed another one of the fault', async () => {
    const call = await prepared(configChange, on({ set: { mode: 'slow' }, remove: ['app.properties'] }));
    await configChange.inject(call);
    cluster.change(
      keyOf(CONFIG),
      (now) => ({ ...now, data: { ...(now['data'] as object), mode: 'off' } }),
      'colleague',
    );
    await expect(configChange.undo(call)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringMatching(
        /data\.mode was "normal", the fault makes it "slow", and now it is "off", which belongs to colleague .*; data\["app\.properties"\] was "timeout=5\\n", the fault makes it not there, and now it is not there/,
      ),
    });
  });

  it.each([
    ['it is immutable', { mode: 'x' }, { ...CONFIG, immutable: true }],
    ['"key" is in its binaryData', { key: 'x' }, CONFIG],
    ['have 70001 bytes', { mode: 'x' }, { ...CONFIG, data: { mode: 'y'.repeat(70_000) } }],
  ])('refuses a ConfigMap when %s', async (words, set, object) => {
    await expect(configChange.prepareUndo(on({ set }, object))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining(words),
    });
  });

  it('names the pods that read it, by a volume or by their environment', async () => {
    const call = on({ set: { mode: 'x' } });
    const specs = {
      mounting: { volumes: [{ name: 'v', configMap: { name: 'app' } }] },
      projecting: { volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'app' } }] } }] },
      inheriting: { containers: [{ name: 'main', envFrom: [{ configMapRef: { name: 'app' } }] }] },
      asking: {
        initContainers: [{ env: [{ name: 'E', valueFrom: { configMapKeyRef: { name: 'app', key: 'mode' } } }] }],
      },
      other: { volumes: [{ name: 'app', configMap: { name: 'another' } }] },
    };
    for (const [name, spec] of Object.entries(specs)) cluster.put(aPodOf(undefined, name, { spec }));
    expect(await configChange.touches!(call)).toEqual(
      ['asking', 'inheriting', 'mounting', 'projecting'].map((name) => `pod shop/${name}`),
    );
  });

  it('refuses a change that changes nothing', async () => {
    await expect(configChange.prepareUndo(on({ set: { mode: 'normal' }, remove: ['none'] }))).rejects.toMatchObject({
      message: expect.stringContaining('data.mode is "normal", data.none is not there already'),
    });
  });

  it('says what is wrong with its settings, also when their parts are wrong', () => {
    expect(problems({})).toEqual([expect.stringContaining('nothing would change')]);
    expect(problems({ set: { a: 'b' }, remove: ['a'] })).toEqual([
      expect.stringContaining('both in "set" and in "remove"'),
    ]);
    expect(problems({ set: 'a', remove: 3 })).toHaveLength(3);
    expect(problems({ remove: ['a'] })).toBeUndefined();
  });
});
