import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { createCluster } from '../../../activities/adapters/cluster.ts';
import type { Cluster, PodCommand } from '../../../activities/cluster.ts';
import { type ApiServerDouble, apiServerDouble, send, status } from '../../support/api-server-double.ts';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

describe('a program in a pod whose API server misbehaves, by a double of it', () => {
  let double: ApiServerDouble;
  let cluster: Cluster;
  const exec = (change: Partial<PodCommand> = {}) =>
    cluster.exec({ namespace: 'shop', pod: 'web', argv: ['kill', '-9', '1 & 2'], timeoutMs: 500, ...change });

  /** Opens the websocket as a server does, and hands it over. */
  const opening = (then: (socket: Duplex) => void, protocol = 'v5.channel.k8s.io') =>
    double.server.on('upgrade', (request, socket) => {
      const accept = createHash('sha1')
        .update(`${String(request.headers['sec-websocket-key'])}${MAGIC}`)
        .digest('base64');
      const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
      const rest = [`Sec-WebSocket-Accept: ${accept}`, `Sec-WebSocket-Protocol: ${protocol}`, '', ''];
      socket.write([...head, ...rest].join('\r\n'));
      socket.on('error', () => {});
      then(socket);
    });

  beforeEach(async () => {
    double = await apiServerDouble((_, response) => send(response, 500, status(500, 'no')));
    cluster = createCluster({ env: { KUBECONFIG: await double.kubeconfig('{ token: t }') } });
  });
  afterEach(() => double.close());

  it('was not started when the server says so, in its words', async () => {
    double.answer = (_, response) => send(response, 500, status(500, 'error dialing backend: connection refused'));
    expect(await exec({ container: 'app' })).toMatchObject({
      outcome: 'failed',
      reason: 'could not be started: error dialing backend: connection refused',
    });
    const [{ path, query, headers } = { path: '', query: new URLSearchParams(), headers: {} }] = double.asked;
    expect(path).toBe('/api/v1/namespaces/shop/pods/web/exec');
    expect(query.toString()).toBe('stdout=true&stderr=true&container=app&command=kill&command=-9&command=1+%26+2');
    expect(headers).toMatchObject({ authorization: 'Bearer t', upgrade: 'websocket' });
  });

  it('fails as every call does when it is forbidden, or the server has too much to do', async () => {
    double.answer = (_, response) => send(response, 403, status(403, 'pods "web" is forbidden: no'));
    await expect(exec()).rejects.toMatchObject({
      type: 'Forbidden',
      message: expect.stringMatching(
        /^Pod shop\/web was not told to run kill: the API server forbids it: pods "web" is forbidden/,
      ),
    });
    double.answer = (_, response) => send(response, 429, status(429, 'slow down'));
    await expect(exec()).rejects.toMatchObject({ type: 'EffectFailed' });
    double.answer = (_, response) => send(response, 401, status(401, 'Unauthorized'));
    await expect(exec()).rejects.toMatchObject({ type: 'Forbidden' });
    expect(double.asked).toHaveLength(4);
  });

  it('is not known to have ended when the connection ends first, or nothing comes any more', async () => {
    opening((socket) => {
      socket.write(frame(1, 'half'));
      setTimeout(() => socket.destroy(), 20);
    });
    expect(await exec()).toMatchObject({
      outcome: 'failed',
      reason: 'was lost: the connection ended (1006) before the program did; it may still run',
    });
    double.server.removeAllListeners('upgrade');
    opening(() => {});
    expect(await exec()).toMatchObject({ outcome: 'failed', reason: 'did not end within 500 ms; it may still run' });
    expect(await exec({ signal: AbortSignal.timeout(50) })).toMatchObject({
      outcome: 'failed',
      reason: 'stopped on request; it may still run',
    });
    expect(await exec({ signal: AbortSignal.abort() })).toMatchObject({
      outcome: 'failed',
      reason: 'stopped before it was started',
    });
  });

  it('is not known to have ended when the handshake hangs', async () => {
    double.answer = () => {};
    expect(await exec({ timeoutMs: 100 })).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('did not end within 100 ms'),
    });
  });

  it('is given no input by a server that could not end it', async () => {
    opening(() => {}, 'v4.channel.k8s.io');
    expect(await exec({ stdin: 'x' })).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('was given no input'),
    });
  });

  it('may end with a status that nobody understands', async () => {
    opening((socket) => void socket.write(frame(3, 'odd')));
    expect(await exec()).toMatchObject({ outcome: 'failed', reason: 'could not be run: odd' });
  });

  it('fails when the server is not reached', async () => {
    expect(cluster.describe()).toBeDefined();
    await double.close();
    await expect(exec()).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringMatching(
        /^Pod shop\/web was not told to run kill: the API server http:\S+ was not reached \(.*ECONNREFUSED/,
      ),
    });
    double = await apiServerDouble(() => {});
  });
});

function frame(channel: number, text: string): Buffer {
  const body = Buffer.concat([Buffer.of(channel), Buffer.from(text)]);
  return Buffer.concat([Buffer.of(0x82, body.length), body]);
}
