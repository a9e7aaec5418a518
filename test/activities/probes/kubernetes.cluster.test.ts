import type { Cluster } from '../../../activities/cluster.ts';
import { measurePoint } from '../../../activities/probes/index.ts';
import { kubernetesExec } from '../../../experiments/definition/probes/kubernetes-exec.ts';
import { kubernetes } from '../../../experiments/definition/probes/kubernetes.ts';
import { aWorkload } from '../../support/cluster-workload.ts';
import { eventually } from '../../support/eventually.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';
import { probePorts } from './probe-ports.ts';

onCluster('the kubernetes probes and a real cluster', () => {
  const cluster: Cluster = liveCluster();
  const since = Date.now();
  let place: Awaited<ReturnType<typeof aNamespace>>;

  beforeAll(async () => {
    place = await aNamespace(cluster, 'probes');
    const command = ['sh', '-c', 'until [ -e /end ]; do sleep 0.1; done; exit 7'];
    await aWorkload(cluster, place.name, { replicas: 2, container: { command } });
  }, 120_000);
  afterAll(() => place?.remove(), 120_000);

  const options = () => ({
    since,
    timeoutMs: 5_000,
    signal: new AbortController().signal,
    ports: probePorts({ cluster }),
  });
  const look = (settings: object) =>
    measurePoint({ kind: 'kubernetes', settings: kubernetes.parse({ namespace: place.name, ...settings }) }, options());
  const inPod = (settings: object) =>
    measurePoint(
      {
        kind: 'kubernetes-exec',
        settings: kubernetesExec.parse({ namespace: place.name, labels: 'app=web', ...settings }),
      },
      options(),
    );
  const deployment = { kind: 'Deployment', name: 'web' };

  it('counts what is ready', async () => {
    expect(await look({ ...deployment, ready: 'all' })).toMatchObject({
      result: 'good',
      value: 2,
      detail: '2 of 2 ready',
    });
    expect(await look({ labels: { app: 'web' }, ready: '>= 2' })).toMatchObject({ result: 'good', value: 2 });
    expect(
      await look({ namespace: undefined, kind: 'Node', labels: 'kubernetes.io/os=linux', ready: '>= 2' }),
    ).toMatchObject({
      result: 'good',
    });
    expect(await look({ kind: 'Deployment', name: 'none', ready: 'all' })).toMatchObject({ result: 'bad', value: 0 });
  });

  it('reads fields and conditions', async () => {
    expect(await look({ ...deployment, field: { path: '$.status.readyReplicas', is: '>= 2' } })).toMatchObject({
      result: 'good',
      value: 2,
    });
    expect(await look({ ...deployment, condition: { type: 'Available' } })).toMatchObject({ result: 'good' });
    expect(await look({ ...deployment, condition: { type: 'ReplicaFailure' } })).toMatchObject({
      result: 'bad',
      detail: 'ReplicaFailure is not True: web has none',
    });
  });

  it('runs programs in pods', async () => {
    expect(await inPod({ command: ['sh', '-c', 'exit 0'] })).toMatchObject({ result: 'good', value: null });
    expect(await inPod({ command: ['sh', '-c', 'echo no; exit 3'] })).toMatchObject({
      result: 'bad',
      detail: 'exit code 3, expected 0: no',
    });
    expect(await inPod({ command: ['sh', '-c', 'echo 42'], value: 'stdout' })).toMatchObject({
      result: 'good',
      value: 42,
    });
    expect(await inPod({ command: ['/nowhere/program'] })).toMatchObject({ result: 'unknown' });
    expect(await inPod({ command: ['true'], container: 'nobody' })).toMatchObject({ result: 'unknown' });
  });

  it('sees no restart, then the one of a container whose process ends, and its event', async () => {
    const neighbours = { labels: 'app=web', restarts: 0 };
    expect(await look(neighbours)).toMatchObject({ result: 'good', value: 0, detail: '0 of 2 containers restarted' });
    expect(await look({ labels: 'app=web', events: { type: 'Warning' } })).toMatchObject({ result: 'good', value: 0 });
    await eventually(async () => (await inPod({ command: ['touch', '/end'] })).result === 'good');
    const seen = await eventually(async () => {
      const sample = await look(neighbours);
      return sample.result === 'bad' && sample;
    }, 120_000);
    expect(seen).toMatchObject({
      value: 1,
      detail: expect.stringMatching(/^expected == 0; 1 of 2 containers restarted: web-\S+\/main \(exit code 7\)$/),
    });
    expect(await look({ labels: 'app=web', events: { reason: 'Started', count: '>= 2' } })).toMatchObject({
      result: 'good',
    });
  }, 240_000);
});
