import type { ClusterObject, NewObject, PodCommand } from '../../../activities/cluster.ts';
import { networkPolicy } from '../../../activities/faults/network-policy.ts';
import { FAULT_ID } from '../../../activities/kubernetes/marks.ts';
import { networkPolicy as settingsOf } from '../../../experiments/definition/faults/network-policy.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../support/fake-cluster.ts';
import { lasting } from '../../support/lasting.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';

const WEB: NewObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { namespace: 'shop', name: 'web' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
  },
};
const PROBE = { exec: ['curl', '-m', '2', 'http://{ip}:80/'] };

const problems = (allow: object) =>
  settingsOf.safeParse({ allow: [allow] }).error?.issues.map(({ message }) => message);

describe('network-policy', () => {
  let cluster: FakeCluster;
  let web: ClusterObject;
  let pod: ClusterObject;
  let exitCode: number;
  let asked: PodCommand[];

  beforeEach(() => {
    exitCode = 0;
    asked = [];
    cluster = fakeCluster({
      exec: (command) => {
        asked.push(command);
        return { outcome: 'exited', exitCode, stdout: '', stderr: '', durationMs: 1 };
      },
    });
    web = cluster.put(WEB);
    const made = aPodOf(web, 'web-0', { status: { podIP: '10.0.0.1' } });
    pod = cluster.put({ ...made, metadata: { ...made.metadata, labels: { app: 'web', tier: 'a' } } });
  });

  const on = (settings: object = { probe: PROBE }, object = web, faultId = 'day/1/1.1-isolate-web@kubernetes') =>
    aClusterCall<'network-policy'>(cluster, settingsOf.parse(settings), object, { faultId });
  const policies = () => cluster.list({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' });

  it('makes one policy, named after the fault, for the pods that the workload selects, and deletes it', async () => {
    const call = await prepared(networkPolicy, on());
    await networkPolicy.inject(call);
    await networkPolicy.inject(call);
    const [policy, ...more] = await policies();
    expect(more).toEqual([]);
    expect(policy?.metadata.name).toMatch(/^gameday-isolate-web-[0-9a-f]{16}$/);
    expect(policy?.metadata.annotations).toMatchObject({ [FAULT_ID]: call.faultId });
    expect(policy?.['spec']).toEqual({
      podSelector: (WEB['spec'] as { selector: object }).selector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [],
    });
    await networkPolicy.undo(call);
    await networkPolicy.undo(call);
    expect(await policies()).toEqual([]);
    expect(await networkPolicy.verifyUndone(call)).toEqual([]);
    expect(cluster.seen(keyOf(web))).toEqual(web);
  });

  it('cuts one direction, and lets peers and ports through', async () => {
    const allow = [
      { pods: { app: 'db' }, ports: [{ port: 5432 }] },
      { namespaces: { team: 'a' }, pods: { app: 'x' } },
      { cidr: '10.1.0.0/16' },
      { ports: [{ port: 53, protocol: 'UDP' }] },
    ];
    await networkPolicy.inject(await prepared(networkPolicy, on({ deny: 'egress', allow })));
    expect((await policies())[0]?.['spec']).toMatchObject({
      policyTypes: ['Egress'],
      egress: [
        { to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 5432, protocol: 'TCP' }] },
        { to: [{ namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: { matchLabels: { app: 'x' } } }] },
        { to: [{ ipBlock: { cidr: '10.1.0.0/16' } }] },
        { ports: [{ port: 53, protocol: 'UDP' }] },
      ],
    });
  });

  it('gives a single pod a label of its own for it, and takes that away again', async () => {
    const call = await prepared(networkPolicy, on({}, pod));
    expect(await networkPolicy.touches!(call)).toEqual(['pod shop/web-0']);
    await networkPolicy.inject(call);
    const { labels } = cluster.seen(keyOf(pod))!.metadata;
    const [policy] = await policies();
    const { podSelector } = policy!['spec'] as { podSelector: { matchLabels: Record<string, string> } };
    expect(labels).toMatchObject(podSelector.matchLabels);
    expect(Object.keys(podSelector.matchLabels)).toEqual(['gameday.dev/isolated']);
    await networkPolicy.undo(call);
    expect(await networkPolicy.verifyUndone(call)).toEqual([]);
    expect(lasting(cluster.seen(keyOf(pod))!)).toEqual(lasting(pod));
  });

  it('has an effect when the probe no longer gets through, and is undone when it does again', async () => {
    const call = await prepared(networkPolicy, on());
    await networkPolicy.inject(call);
    exitCode = 28;
    expect(await networkPolicy.observe(call)).toEqual({
      observed: true,
      evidence: expect.stringMatching(
        /^NetworkPolicy shop\/gameday-isolate-web-\w+ is there, and "curl -m 2 http:\/\/10\.0\.0\.1:80\/" in pod shop\/web-0 exited with 28$/,
      ),
    });
    await networkPolicy.undo(call);
    expect(await networkPolicy.verifyUndone(call)).toEqual([
      expect.stringContaining('traffic of statefulset shop/web does not get through'),
    ]);
    exitCode = 0;
    expect(await networkPolicy.verifyUndone(call)).toEqual([]);
  });

  it('has none when the probe still gets through: it says that the network plug-in may not enforce it', async () => {
    const call = await prepared(networkPolicy, on());
    await networkPolicy.inject(call);
    expect(await networkPolicy.observe(call)).toEqual({
      observed: false,
      evidence: expect.stringContaining('but traffic gets through: "curl'),
    });
  });

  it('cannot tell of an effect without a probe', async () => {
    const call = await prepared(networkPolicy, on({}));
    await networkPolicy.inject(call);
    await expect(networkPolicy.observe(call)).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('nobody can tell whether the network plug-in of this cluster enforces it'),
    });
  });

  it('asks from another pod where that is told', async () => {
    const client = aPodOf(undefined, 'client');
    cluster.put({ ...client, metadata: { ...client.metadata, namespace: 'tests', labels: { app: 'client' } } });
    const probe = { ...PROBE, from: 'app=client', namespace: 'tests', container: 'main' };
    await networkPolicy.prepareUndo(on({ probe }));
    expect(asked).toEqual([
      expect.objectContaining({
        namespace: 'tests',
        pod: 'client',
        container: 'main',
        argv: ['curl', '-m', '2', 'http://10.0.0.1:80/'],
      }),
    ]);
    await expect(networkPolicy.prepareUndo(on({ probe: { ...probe, from: 'app=none' } }))).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('no pod runs to ask "app=none" in'),
    });
  });

  it('is refused when the probe does not get through before: it could not show an effect', async () => {
    exitCode = 7;
    await expect(networkPolicy.prepareUndo(on())).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('exited with 7'),
    });
  });

  it('touches no policy of that name that is not its own', async () => {
    const call = await prepared(networkPolicy, on());
    await networkPolicy.inject(call);
    const [ours] = await policies();
    const theirs = cluster.put({ ...ours!, metadata: { name: ours!.metadata.name, namespace: 'shop' } });
    await expect(networkPolicy.inject(call)).rejects.toMatchObject({ type: 'ChangedByOthers' });
    await networkPolicy.undo(call);
    expect(cluster.seen(keyOf(theirs))).toEqual(theirs);
    expect(await networkPolicy.verifyUndone(call)).toEqual([]);
  });

  it('deletes the policy although its target is gone, and has nothing to do when the namespace is', async () => {
    const call = await prepared(networkPolicy, on());
    await networkPolicy.inject(call);
    cluster.vanish(keyOf(web));
    await networkPolicy.undo(call);
    expect(await policies()).toEqual([]);
    cluster.vanish({ apiVersion: 'v1', kind: 'Namespace', name: 'shop' });
    await networkPolicy.inject(call);
    await networkPolicy.undo(call);
    expect(await networkPolicy.verifyUndone(call)).toEqual([]);
    expect(await networkPolicy.observe(call)).toMatchObject({ observed: false });
  });

  it('says what is wrong with a peer', () => {
    expect(problems({})).toEqual([expect.stringContaining('this would allow everybody')]);
    expect(problems({ cidr: '10.0.0.0/8', pods: { a: 'b' } })).toEqual([expect.stringContaining('cidr stands alone')]);
    expect(problems({ cidr: 'ten' })).toHaveLength(1);
  });
});
