import type { Cluster, PodCommand } from '../../../activities/cluster.ts';
import { eventually } from '../../support/eventually.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';

onCluster('programs in a real pod', () => {
  const cluster: Cluster = liveCluster();
  let namespace: string;
  let remove: () => Promise<void>;
  const exec = (argv: readonly string[], change: Partial<PodCommand> = {}) =>
    cluster.exec({ namespace, pod: 'box', argv, timeoutMs: 15_000, ...change });
  const sh = (script: string, change: Partial<PodCommand> = {}) => exec(['sh', '-c', script], change);

  beforeAll(async () => {
    ({ name: namespace, remove } = await aNamespace(cluster, 'exec'));
    const container = { image: 'gameday/busybox:1', imagePullPolicy: 'Never', command: ['sleep', '3600'] };
    const containers = [
      { ...container, name: 'one' },
      { ...container, name: 'two', env: [{ name: 'WHO', value: 'two' }] },
    ];
    const spec = { terminationGracePeriodSeconds: 0, automountServiceAccountToken: false, containers };
    await cluster.create({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name: 'box' }, spec });
    const key = { apiVersion: 'v1', kind: 'Pod', namespace, name: 'box' };
    await eventually(async () => {
      const { conditions = [] } = ((await cluster.get(key))?.['status'] ?? {}) as {
        conditions?: { type: string; status: string }[];
      };
      return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    }, 60_000);
  }, 90_000);
  afterAll(() => remove(), 120_000);

  it('give their exit code, and both outputs', async () => {
    expect(await sh('echo out; echo err >&2; exit 7')).toEqual({
      outcome: 'exited',
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'err\n',
      durationMs: expect.any(Number),
    });
    expect(await exec(['true'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('get their arguments as they are, without a shell', async () => {
    expect(await exec(['printf', '%s|', 'a b', '$HOME', '"', 'ü', '&x=1'])).toMatchObject({
      stdout: 'a b|$HOME|"|ü|&x=1|',
    });
  });

  it('run in the container that is named, else in the default or first one', async () => {
    expect(await sh('echo $WHO', { container: 'two' })).toMatchObject({ stdout: 'two\n' });
    expect(await sh('echo $WHO')).toMatchObject({ stdout: '\n' });
    const metadata = { annotations: { 'kubectl.kubernetes.io/default-container': 'two' } };
    await cluster.patch(
      { apiVersion: 'v1', kind: 'Pod', namespace, name: 'box' },
      { type: 'merge', body: { metadata } },
    );
    expect(await sh('echo $WHO')).toMatchObject({ stdout: 'two\n' });
    expect(await exec(['true'], { container: 'three' })).toMatchObject({
      outcome: 'failed',
      reason: 'could not be started: container three is not valid for pod box',
    });
  });

  it('get their input, and its end', async () => {
    const stdin = `${'x'.repeat(200_000)}end`;
    expect(await sh('wc -c', { stdin })).toMatchObject({ outcome: 'exited', stdout: '200003\n' });
    expect(await exec(['cat'], { stdin: '' })).toMatchObject({ outcome: 'exited', stdout: '' });
  });

  it('give the beginning of a big output, and the end of a big error', async () => {
    const result = await sh('yes 0123456789 | head -c 2000000; (yes err | head -c 500000; echo last) >&2');
    expect(result.outcome).toBe('exited');
    const { stdout, stderr } = result as { stdout: string; stderr: string };
    expect([stdout.length, stderr.length]).toEqual([65_536, 65_536]);
    expect(stdout.startsWith('0123456789\n')).toBe(true);
    expect(stderr.endsWith('err\nlast\n')).toBe(true);
  });

  it('that end by a signal give 128 and its number', async () => {
    expect(await sh('kill -9 $$')).toMatchObject({ outcome: 'exited', exitCode: 137 });
  });

  it('that take too long are said to go on', async () => {
    const began = performance.now();
    expect(await sh('echo $$ > /tmp/slow; exec sleep 77', { timeoutMs: 1_500 })).toMatchObject({
      outcome: 'failed',
      reason: 'did not end within 1500 ms; it may still run',
    });
    expect(performance.now() - began).toBeLessThan(4_000);
    await sh('kill $(cat /tmp/slow)');
  });

  it('that are not there are not started', async () => {
    expect(await exec(['no-such-program'])).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('executable file not found'),
    });
  });

  it('in a pod that is not there are not started', async () => {
    expect(await exec(['true'], { pod: 'gone' })).toMatchObject({
      outcome: 'failed',
      reason: 'could not be started: pods "gone" not found',
    });
  });

  it('run side by side', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, (_, i) => sh(`echo ${i}`)));
    expect(results.map((result) => (result.outcome === 'exited' ? result.stdout : result.reason))).toEqual(
      Array.from({ length: 8 }, (_, i) => `${i}\n`),
    );
  });
});
