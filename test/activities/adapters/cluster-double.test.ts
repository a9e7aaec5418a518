import type { Cluster } from '../../../activities/cluster.ts';
import { createCluster } from '../../../activities/adapters/cluster.ts';
import { type ApiServerDouble, apiServerDouble, POD, POD_KEY, send, status } from '../../support/api-server-double.ts';
import { eventually } from '../../support/eventually.ts';

const TOKEN = 'swordfish-0123456789';

describe('what a real API server cannot be made to do, by a double of it', () => {
  let double: ApiServerDouble;
  let cluster: Cluster;
  const get = (signal?: AbortSignal) => cluster.get(POD_KEY, signal);

  const listed = () => cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', labels: 'app=web' });

  beforeAll(async () => {
    double = await apiServerDouble((_, response) => send(response, 200, POD));
    const env = { KUBECONFIG: await double.kubeconfig(`{ token: ${TOKEN} }`) };
    cluster = createCluster({ env, timeoutMs: 400, pageSize: 2 });
  });
  beforeEach(() => {
    double.asked.length = 0;
    double.answer = (_, response) => send(response, 200, POD);
  });
  afterAll(() => double.close());

  it('is asked with the token, over one connection for many requests', async () => {
    for (let i = 0; i < 5; i += 1) expect(await get()).toEqual(POD);
    expect(double.asked[0]).toMatchObject({ method: 'GET', path: '/api/v1/namespaces/shop/pods/web' });
    expect(double.asked[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'user-agent': 'gameday' });
    expect(double.connections()).toBe(1);
  });

  it('is asked again when it has too much to do', async () => {
    double.answer = (_, response) =>
      send(response, 429, status(429, 'Too many requests, please try again later.'), { 'retry-after': '3' });
    expect(await failureOf(get())).toMatchObject({
      type: 'EffectFailed',
      nonRetryable: false,
      message:
        'Pod shop/web was not read: the API server has too much to do: Too many requests, please try again later. Try again in 3 s.',
    });
    const evicted = cluster.evict({ namespace: 'shop', name: 'web', uid: 'u-1' });
    expect(await failureOf(evicted)).toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('was not evicted'),
    });
  });

  it('is asked again when it is broken', async () => {
    double.answer = (_, response) => send(response, 500, status(500, 'etcdserver: leader changed'));
    expect(await failureOf(get())).toMatchObject({
      type: 'EffectFailed',
      message: 'Pod shop/web was not read: the API server answered 500: etcdserver: leader changed. Try again.',
    });
  });

  it('may hang: every request has an end', async () => {
    double.answer = () => {};
    expect(await failureOf(get())).toMatchObject({
      type: 'EffectFailed',
      message: `Pod shop/web was not read: the API server ${double.url} was not reached (no answer within 400 ms). See whether it is up: kubectl --context double get --raw /readyz`,
    });
  });

  it('may send half of an answer, at once or for ever', async () => {
    double.answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"kind":"Pod",');
      setTimeout(() => response.destroy(), 20);
    };
    expect(await failureOf(get())).toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('was not reached'),
    });
    double.answer = (_, response) => {
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    };
    expect(await failureOf(get())).toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('within 400 ms'),
    });
  });

  it('is left when the caller stops', async () => {
    double.answer = () => {};
    const stop = new AbortController();
    const reason = new Error('enough');
    const waiting = failureOf(get(stop.signal));
    await eventually(() => double.asked.length > 0);
    stop.abort(reason);
    expect(await waiting).toBe(reason);
  });

  it('is no API server when it answers with something else, and then nothing counts as gone', async () => {
    double.answer = (_, response) => send(response, 200, '<html>Welcome</html>');
    expect(await failureOf(get())).toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('Is this the address of the API server?'),
    });
    expect(await failureOf(cluster.list({ apiVersion: 'v1', kind: 'Pod' }))).toMatchObject({ type: 'EffectFailed' });
    for (const body of [
      '404 page not found',
      status(404, 'the server could not find the requested resource', { details: {} }),
    ]) {
      double.answer = (_, response) => send(response, 404, body);
      expect(await failureOf(get())).toMatchObject({ type: 'EffectFailed' });
      expect(await failureOf(cluster.delete(POD_KEY))).toMatchObject({ type: 'EffectFailed' });
      expect(await failureOf(cluster.patch(POD_KEY, { type: 'merge', body: {} }))).toMatchObject({
        type: 'EffectFailed',
      });
      expect(await failureOf(cluster.evict({ namespace: 'shop', name: 'web', uid: 'u-1' }))).toMatchObject({
        type: 'EffectFailed',
      });
    }
    const other = status(404, 'pods "other" not found', { details: { name: 'other', kind: 'pods' } });
    double.answer = (_, response) => send(response, 404, other);
    expect(await failureOf(get())).toMatchObject({ type: 'EffectFailed' });
  });

  it('does not send our token elsewhere', async () => {
    const elsewhere = await apiServerDouble((_, response) => send(response, 200, POD));
    double.answer = (_, response) =>
      send(response, 302, '', { location: `${elsewhere.url}/api/v1/namespaces/shop/pods/web` });
    expect(await failureOf(get())).toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('answered 302'),
    });
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.close();
  });

  it('forgets where a list was, and is asked from the beginning, twice at most', async () => {
    let expiries = 1;
    double.answer = ({ query }, response) => {
      if (query.get('continue') === null) return send(response, 200, page(['b', 'c'], 'next'));
      if ((expiries -= 1) >= 0)
        return send(response, 410, status(410, 'The provided continue parameter is too old', { reason: 'Expired' }));
      return send(response, 200, page(['a'], ''));
    };
    expect((await listed()).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Pod a',
      'Pod b',
      'Pod c',
    ]);
    expect(double.asked.map(({ query }) => query.get('continue'))).toEqual([null, 'next', null, 'next']);
    expect(double.asked.at(-1)?.query.toString()).toBe('limit=2&labelSelector=app%3Dweb&continue=next');
    expiries = 2;
    expect(await failureOf(listed())).toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('expired'),
    });
  });

  it('closes a kept connection at the wrong moment: reading is done again, writing is not', async () => {
    await get();
    let cut = 1;
    double.answer = (_, response) => {
      if ((cut -= 1) >= 0) return response.destroy();
      return send(response, 200, POD);
    };
    expect(await get()).toEqual(POD);
    expect(double.asked).toHaveLength(3);
    cut = 1;
    expect(await failureOf(cluster.patch(POD_KEY, { type: 'merge', body: {} }))).toMatchObject({
      type: 'EffectFailed',
    });
    expect(double.asked).toHaveLength(4);
  });

  it('quotes what it calls invalid: a secret stays out of the error', async () => {
    const quoted = JSON.stringify(JSON.stringify({ kind: 'Secret', data: { password: 'c3dvcmRmaXNo'.repeat(20) } }));
    double.answer = (_, response) =>
      send(
        response,
        422,
        status(422, ` "" is invalid: patch: Invalid value: ${quoted}: strict decoding error: unknown field "dat"`, {
          reason: 'Invalid',
          details: { causes: [{ field: 'patch' }] },
        }),
      );
    const failed = await failureOf(cluster.patch({ ...POD_KEY, kind: 'Secret' }, { type: 'json', body: [] }));
    expect(failed).toMatchObject({ type: 'Unsupported', message: expect.stringContaining('unknown field "dat"') });
    expect(failed.message).not.toContain('c3dvcmRmaXNo');
  });

  it('may refuse whatever it likes: our token is in no error', async () => {
    for (const code of [401, 403, 400, 500, 503]) {
      double.answer = (_, response) => send(response, code, status(code, 'no'));
      const failed = await failureOf(get());
      expect(JSON.stringify([failed, failed.message, failed.stack, failed.cause])).not.toContain(TOKEN);
    }
    double.answer = (_, response) => response.destroy();
    const failed = await failureOf(cluster.create(POD));
    expect(JSON.stringify([failed, failed.message, failed.stack, failed.cause])).not.toContain(TOKEN);
  });
});

function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );
}

const page = (names: readonly string[], rest: string) => ({
  kind: 'PodList',
  metadata: { continue: rest },
  items: names.map((name) => ({ metadata: { name, namespace: 'shop' } })),
});
