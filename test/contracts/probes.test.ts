import { setImmediate } from 'node:timers/promises';
import type { Cluster, PodCommand } from '../../activities/cluster.ts';
import { failure, FailureType } from '../../activities/failures.ts';
import type { CommandResult, HttpRequest, Ports, Sockets } from '../../activities/ports.ts';
import { measurePoint, pointProbes } from '../../activities/probes/index.ts';
import type { PointSettings } from '../../activities/probes/probe.ts';
import type { PointProbeKind } from '../../experiments/definition/probes/index.ts';
import { probePorts, SECRET } from '../activities/probes/probe-ports.ts';
import { fakeCluster } from '../support/fake-cluster.ts';
import { answered, type FakeAnswer, fakeHttp } from '../support/fake-http.ts';
import { type LocalApp, startLocalApp } from '../support/local-app.ts';

/** What a member needs to be put through the suite. `up` is a target that answers, `down` the address of one that is gone. */
interface Member<K extends PointProbeKind> {
  readonly good: (up: LocalApp) => PointSettings[K];
  readonly bad: (down: LocalApp) => PointSettings[K];
  readonly hanging: (up: LocalApp) => PointSettings[K];
  /** Not the target's fault. */
  readonly unmeasurable: PointSettings[K];
  readonly withSecret: (up: LocalApp) => PointSettings[K];
  readonly ports?: Partial<Ports>;
  readonly whenHanging: 'bad' | 'unknown';
}

const get = (url: string) => ({ get: url, method: 'GET' as const });
const run = (...argv: string[]) => ({ run: argv, exitCode: 0 });

const members: { readonly [K in PointProbeKind]: Member<K> } = {
  http: {
    good: (up) => get(`${up.url}/entries`),
    bad: (down) => get(`${down.url}/entries`),
    hanging: (up) => {
      up.behaviour = 'hang';
      return get(up.url);
    },
    unmeasurable: get('not a URL'),
    withSecret: (up) => ({ ...get(`${up.url}/answer/200`), body: '${secret:TOKEN}', value: '$["${secret:TOKEN}"]' }),
    whenHanging: 'bad',
  },
  tcp: {
    good: (up) => ({ host: '127.0.0.1', port: up.port }),
    bad: (down) => ({ host: '127.0.0.1', port: down.port }),
    hanging: () => ({ host: 'hanging', port: 1 }),
    unmeasurable: { host: '${secret:ABSENT}', port: 1 },
    withSecret: (up) => ({ host: '${secret:TOKEN}', port: up.port }),
    ports: { sockets: localSockets() },
    whenHanging: 'bad',
  },
  command: {
    good: () => run('/bin/true'),
    bad: () => run('/bin/false'),
    hanging: () => run('/bin/sleep', '60'),
    unmeasurable: run('/nowhere/program'),
    withSecret: () => run('/bin/sh', '-c', 'echo "$0" >&2; exit 1', '${secret:TOKEN}'),
    whenHanging: 'unknown',
  },
  prometheus: {
    good: () => alert('Quiet'),
    bad: () => alert('Firing'),
    hanging: () => ({ url: 'http://hanging', query: 'up' }),
    unmeasurable: { url: 'http://prometheus', query: 'up{' },
    withSecret: () => ({ url: 'http://closed', query: 'up', headers: { authorization: '${secret:TOKEN}' } }),
    ports: { http: fakeHttp(prometheusDouble) },
    whenHanging: 'unknown',
  },
  kubernetes: {
    good: () => condition('ready'),
    bad: () => condition('gone'),
    hanging: () => condition('hanging'),
    unmeasurable: condition('forbidden'),
    withSecret: () => condition('${secret:TOKEN}'),
    ports: { cluster: clusterDouble() },
    whenHanging: 'unknown',
  },
  'kubernetes-exec': {
    good: () => inPod('ready', 'true'),
    bad: () => inPod('gone', 'true'),
    hanging: () => inPod('ready', 'sleep'),
    unmeasurable: inPod('ready', 'nowhere'),
    withSecret: () => inPod('ready', 'echo', '${secret:TOKEN}'),
    ports: { cluster: clusterDouble() },
    whenHanging: 'unknown',
  },
};

const kinds = Object.values(pointProbes).map((probe) => probe.kind);

describe.each(kinds)('point probe contract: %s', (kind) => {
  describeMember(kind, members[kind]);
});

function describeMember<K extends PointProbeKind>(kind: K, member: Member<K>): void {
  const live = new AbortController().signal;
  let up: LocalApp;
  beforeEach(async () => {
    up = await startLocalApp();
  });
  afterEach(() => up.close());

  const measure = (settings: PointSettings[K], { timeoutMs = 5000, signal = live } = {}) =>
    measurePoint({ kind, settings }, { timeoutMs, signal, ports: probePorts(member.ports) });

  it('is registered under its own name', () => {
    expect(pointProbes[kind].kind).toBe(kind);
  });

  it('finds a healthy target good, with a latency and no value that was not asked for', async () => {
    const sample = await measure(member.good(up));
    expect(sample).toMatchObject({ result: 'good', value: null });
    expect(sample.latencyMs).toBeGreaterThan(0);
  });

  it('finds a target that is not there, or fails, bad: that is a measurement', async () => {
    const down = await startLocalApp();
    await down.close();
    expect(await measure(member.bad(down))).toMatchObject({ result: 'bad', value: null });
  });

  it('finds what it cannot measure unknown, with the reason, and does not throw', async () => {
    const sample = await measure(member.unmeasurable);
    expect(sample).toMatchObject({ result: 'unknown', value: null });
    expect(sample.detail).not.toBe('');
  });

  it('ends at the timeout', async () => {
    const began = performance.now();
    const { result } = await measure(member.hanging(up), { timeoutMs: 100 });
    expect(result).toBe(member.whenHanging);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('ends at once when it is cancelled, and has measured nothing', async () => {
    const cancel = new AbortController();
    const began = performance.now();
    const sample = measure(member.hanging(up), { signal: cancel.signal });
    setTimeout(() => cancel.abort(), 20);
    expect(await sample).toMatchObject({ result: 'unknown', detail: 'the measurement was cancelled' });
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('does not ask at all when it is cancelled before', async () => {
    expect(await measure(member.good(up), { signal: AbortSignal.abort() })).toMatchObject({ result: 'unknown' });
  });

  it('gives a detail of one short line without secrets', async () => {
    const settings = [member.good(up), member.unmeasurable, member.withSecret(up)];
    for (const each of settings) {
      const { detail } = await measure(each);
      expect(detail).not.toContain('\n');
      expect(detail.length).toBeLessThanOrEqual(160);
      expect(detail).not.toContain(SECRET);
      expect(detail).not.toContain('swordfish');
    }
  });

  it('is unknown when a secret is missing, and names it', async () => {
    const settings = JSON.parse(JSON.stringify(member.withSecret(up)).replaceAll('TOKEN', 'ABSENT'));
    const sample = await measure(settings);
    expect(sample.result).toBe('unknown');
    expect(sample.detail).toContain('"ABSENT"');
  });
}

/** No name is looked up in a test, and no address of this machine hangs on purpose: the kernel accepts by itself. */
function localSockets(): Sockets {
  const real = probePorts().sockets;
  return {
    async connect(host, port, timeoutMs, signal) {
      if (host === '127.0.0.1') return real.connect(host, port, timeoutMs, signal);
      if (host !== 'hanging') return { accepted: false, reason: `getaddrinfo ENOTFOUND ${host}`, latencyMs: 1 };
      return new Promise((resolve) => {
        const end = () => resolve({ accepted: false, reason: 'not accepted', latencyMs: timeoutMs });
        const timer = setTimeout(end, timeoutMs);
        signal?.addEventListener('abort', () => (clearTimeout(timer), end()));
      });
    },
  };
}

function alert(name: string) {
  return { url: 'http://prometheus', alert: name };
}

function prometheusDouble({ url, headers = {} }: HttpRequest): FakeAnswer {
  const { host, pathname } = new URL(url);
  if (host === 'hanging') return 'hang';
  if (host === 'closed') return answered(401, `who is ${headers['authorization']}?`);
  if (pathname !== '/api/v1/rules') return answered(400, { status: 'error', error: 'unexpected end of input' });
  const rules = ['Quiet', 'Firing'].map((name) => {
    const state = name === 'Quiet' ? 'inactive' : 'firing';
    return { name, state, health: 'ok', alerts: name === 'Quiet' ? [] : [{ state }] };
  });
  return answered(200, { status: 'success', data: { groups: [{ rules }] } });
}

function condition(name: string) {
  return { namespace: 'shop', kind: 'Pod', name, condition: { type: 'Ready', status: 'True' as const } };
}

function inPod(name: string, ...command: string[]) {
  return { namespace: 'shop', name, command, exitCode: 0 };
}

/** A fake cluster with one pod that is ready, and one that must not be looked at. */
function clusterDouble(): Cluster {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name: 'ready' } };
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  const cluster = fakeCluster({ objects: [{ ...pod, status }], exec: execDouble });
  return {
    ...cluster,
    async get(key, signal) {
      if (key.name === 'hanging') return untilAborted(signal);
      if (key.name === 'forbidden') throw failure(FailureType.forbidden, 'pods "forbidden" is forbidden');
      await setImmediate();
      return cluster.get(key, signal);
    },
  };
}

function execDouble({ argv: [program, ...rest], signal }: PodCommand): CommandResult | Promise<CommandResult> {
  if (program === 'sleep') return untilAborted(signal);
  if (program === 'nowhere') return { outcome: 'failed', reason: 'no such program', durationMs: 1 };
  const exitCode = program === 'true' ? 0 : 1;
  return { outcome: 'exited', exitCode, stdout: rest.join(' '), stderr: '', durationMs: 1 };
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}
