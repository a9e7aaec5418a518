import { createServer, type Server, type ServerResponse } from 'node:http';
import { createHttp } from '../../../activities/adapters/http.ts';
import { portOf } from '../../support/fault-port-of.ts';

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  '/teapot': (response) => response.writeHead(418).end('{"a":1}'),
  '/reset': (response) => response.socket?.destroy(),
  '/silent': () => undefined,
  '/drip': (response) => {
    const drip = setInterval(() => response.write('a'), 20);
    response.on('close', () => clearInterval(drip));
  },
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/to-nobody': (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  '/huge': (response) => response.end('x'.repeat(9 * 1024 * 1024)),
};

describe('http adapter', () => {
  const http = createHttp();
  let server: Server;
  let url: string;
  let bodies: string[];

  beforeEach(async () => {
    bodies = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        bodies.push(`${request.headers['content-type'] ?? 'no type'}: ${body}`);
        const answer = ANSWERS[request.url ?? ''] ?? ((to) => to.writeHead(200).end('{"a":1}'));
        answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${portOf(server)}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('hands every status back as an answer, with its text', async () => {
    expect(await http.request({ method: 'GET', url: `${url}/teapot`, timeoutMs: 1000 })).toEqual({
      outcome: 'answered',
      status: 418,
      text: '{"a":1}',
      latencyMs: expect.any(Number),
    });
  });

  it('sends objects as JSON and texts as they are', async () => {
    await http.request({ method: 'PUT', url, body: { on: true }, timeoutMs: 1000 });
    await http.request({ method: 'PUT', url, body: 'plain', timeoutMs: 1000 });
    await http.request({ method: 'GET', url, timeoutMs: 1000 });
    expect(bodies).toEqual(['application/json: {"on":true}', 'text/plain: plain', 'no type: ']);
  });

  it('says refused when nobody listens: the request was surely never sent', async () => {
    expect(await http.request({ method: 'GET', url: 'http://127.0.0.1:1/', timeoutMs: 1000 })).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
    for (const nobody of ['http://localhost:1/', 'http://no-such-host.invalid/']) {
      expect(await http.request({ method: 'GET', url: nobody, timeoutMs: 5000 })).toMatchObject({ outcome: 'refused' });
    }
  });

  it.each([
    ['/reset', /ECONNRESET|socket hang up/],
    ['/silent', /no answer within 100 ms/],
    ['/drip', /no answer within 100 ms/],
    ['/loop', /redirects/],
    ['/to-nobody', /ECONNREFUSED/],
    ['/huge', /maxContentLength/],
  ])('says lost for %s: the request may have been received', async (path, reason) => {
    const timeoutMs = reason.source.includes('100 ms') ? 100 : 5000;
    expect(await http.request({ method: 'POST', url: url + path, timeoutMs })).toMatchObject({
      outcome: 'lost',
      reason: expect.stringMatching(reason),
    });
  });

  it('stops at once when it is told to', async () => {
    const controller = new AbortController();
    const answer = http.request({ method: 'GET', url: `${url}/silent`, timeoutMs: 60_000, signal: controller.signal });
    controller.abort();
    expect(await answer).toMatchObject({ outcome: 'lost', reason: 'stopped before the answer' });
  });

  it.each(['nonsense', 'file:///etc/passwd'])('throws for a URL that cannot be asked: %s', async (bad) => {
    await expect(http.request({ method: 'GET', url: bad, timeoutMs: 100 })).rejects.toThrow('No request was made');
  });
});
