import { connect } from 'node:net';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { freePort } from '../../../client/embedded/free-port.ts';
import type { ApiSettings } from '../../../worker/api/api-settings.ts';
import type { Routes } from '../../../worker/api/routes.ts';
import { readJson } from '../../../worker/api/read-json.ts';
import { type RunningApi, startApi } from '../../../worker/api/start-api.ts';
import { ask, bearer, json } from './ask.ts';

let folder: string;
let api: RunningApi | undefined;
let log: string;
let token: string;

const routes: Routes = {
  '/look': { method: 'GET', answer: async () => ({ status: 200, body: { fine: true } }) },
  '/broken': { method: 'GET', answer: () => Promise.reject(new Error('the disk is gone')) },
  '/order': { method: 'POST', answer: async (request) => ({ status: 202, body: { order: await readJson(request) } }) },
};

async function start(change: Partial<ApiSettings> = {}): Promise<string> {
  const settings = { host: '127.0.0.1', port: await freePort(), isExplicit: true, ...change };
  log = '';
  const logger = pino({ level: 'trace' }, { write: (line) => void (log += line) });
  api = await startApi({ settings, stateDirectory: folder, routes, log: logger });
  token = change.token ?? (await readFile(join(folder, 'api-token'), 'utf8')).trim();
  return `127.0.0.1:${settings.port}`;
}
const order = (address: string, headers: Record<string, string>, body = '{}') =>
  ask(address, '/order', { method: 'POST', headers: { ...json, ...headers }, body });

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'gameday-api-'))));
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(folder, { recursive: true, force: true });
});

describe('the HTTP API on loopback', () => {
  it('answers a look without a token, as JSON that no cache keeps', async () => {
    const answer = await ask(await start(), '/look?x=1');
    expect(answer).toMatchObject({ status: 200, body: { fine: true } });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('makes a token that only its user can read, names its file in the log, and never logs it', async () => {
    const address = await start();
    const path = join(folder, 'api-token');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await order(address, bearer(token), '{"a":1}')).toMatchObject({ status: 202, body: { order: { a: 1 } } });
    await order(address, bearer('not-the-token-at-all'));
    expect(log).toContain(path);
    expect(log).not.toContain(token);
  });

  it.each([
    ['no token', {}, /needs the header Authorization: Bearer TOKEN\. The token is in .*api-token/],
    ['another token', bearer('0'.repeat(43)), /not the right one/],
    ['another scheme', { authorization: 'Basic YWRhOmFkYQ==' }, /needs the header Authorization/],
  ])('refuses an order with %s, and changes nothing', async (_, headers, message) => {
    const { status, headers: answered, body } = await order(await start(), headers);
    expect(status).toBe(401);
    expect(answered['www-authenticate']).toMatch(/^Bearer realm="gameday"/);
    expect(body.error!.message).toMatch(message);
  });

  it.each(['evil.example', 'evil.example:7377', '10.0.0.1', '127.0.0.1.evil.example'])(
    'refuses the Host header %j, which a rebound name would send',
    async (host) => {
      const address = await start();
      const { status, body } = await ask(address, '/look', { headers: { host } });
      expect({ status, message: body.error?.message }).toEqual({
        status: 403,
        message: 'The Host header names another machine. Ask for localhost or 127.0.0.1.',
      });
    },
  );

  it.each(['localhost', 'LOCALHOST:9', '127.0.0.1', '127.8.8.8:80', '[::1]:7377'])(
    'takes the Host header %j',
    async (host) => expect((await ask(await start(), '/look', { headers: { host } })).status).toBe(200),
  );

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses a web page (%j), also with the token', async (headers) => {
    const address = await start();
    expect((await order(address, { ...headers, ...bearer(token) })).status).toBe(403);
    expect((await ask(address, '/look', { headers })).status).toBe(403);
  });

  it('says what there is instead of an unknown path, and which method a path takes', async () => {
    const address = await start();
    const unknown = await ask(address, '/admin');
    expect(unknown).toMatchObject({
      status: 404,
      body: { error: { message: 'There is no /admin. There is: /look, /broken, /order.' } },
    });
    expect((await ask(address, '/__proto__')).status).toBe(404);
    const wrong = await ask(address, '/order');
    expect(wrong).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await ask(address, '/look', { method: 'DELETE' })).toMatchObject({ status: 405, headers: { allow: 'GET' } });
  });

  it.each([
    ['text/plain', '{}', 415, /Content-Type: application\/json/],
    ['application/json', '{"by": ', 400, /The body is not JSON\. Expected for example/],
    ['application/json', `"${'x'.repeat(9_000)}"`, 413, /larger than 8192 bytes/],
  ])('refuses a body of %s that is not one for it', async (type, body, status, message) => {
    const address = await start();
    const answer = await order(address, { ...bearer(token), 'content-type': type }, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error!.message).toMatch(message);
  });

  it('refuses a large body whose length was not said', async () => {
    const address = await start();
    const answer = await order(
      address,
      { ...bearer(token), 'transfer-encoding': 'chunked' },
      `"${'x'.repeat(20_000)}"`,
    );
    expect(answer.status).toBe(413);
  });

  it('refuses too many, says when to come again, and keeps a way open for orders', async () => {
    const address = await start();
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(address, '/look')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(20);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ headers: { 'retry-after': '1' } });
    expect((await order(address, bearer(token))).status).toBe(202);
  });

  it('answers 500 in words, without a trace, for what we did not expect', async () => {
    const { status, body } = await ask(await start(), '/broken');
    expect({ status, body }).toEqual({
      status: 500,
      body: { error: { status: 500, message: 'It could not be answered: the disk is gone' } },
    });
  });

  it('hangs up on a request that never ends', async () => {
    const address = await start();
    const socket = connect(Number(address.split(':')[1]), '127.0.0.1');
    socket.write('POST /order HTTP/1.1\r\nHost: localhost\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('ends with its worker although somebody keeps a connection open', async () => {
    const address = await start();
    const socket = connect(Number(address.split(':')[1]), '127.0.0.1').resume();
    await once(socket, 'connect');
    socket.write('POST /order HTTP/1.1\r\nHost: localhost\r\n');
    const closed = once(socket, 'close');
    await api!.close();
    await closed;
    api = undefined;
    await expect(ask(address, '/look')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('the HTTP API beyond loopback', () => {
  it('needs the token for every request, and is reached by any name', async () => {
    const address = await start({ host: '0.0.0.0', token: 'a-token-of-the-operator' });
    const host = 'worker-1.storage:7377';
    expect((await ask(address, '/look', { headers: { host } })).status).toBe(401);
    expect((await ask(address, '/look', { headers: { host, ...bearer(token) } })).status).toBe(200);
    expect(log).not.toContain(token);
  });
});

describe('an address that is taken', () => {
  it('is an error when somebody asked for it, and is left to the other worker when nobody did', async () => {
    const address = await start();
    const [port, first] = [Number(address.split(':')[1]), token];
    const silent = pino({ level: 'silent' });
    const again = (isExplicit: boolean) =>
      startApi({ settings: { host: '127.0.0.1', port, isExplicit }, stateDirectory: folder, routes, log: silent });
    await expect(again(true)).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+: .*Choose another address with/);
    expect(await again(false)).toBeUndefined();
    expect((await order(address, bearer(first))).status).toBe(202);
  });
});
