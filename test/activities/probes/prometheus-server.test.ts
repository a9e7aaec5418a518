import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { measurePoint } from '../../../activities/probes/index.ts';
import { prometheus as settingsOf } from '../../../experiments/definition/probes/prometheus.ts';
import { eventually } from '../../support/eventually.ts';
import { PROMETHEUS, startPrometheus, type PrometheusServer } from '../../support/prometheus-server.ts';
import { probePorts, SECRET } from './probe-ports.ts';

// The real one where it is installed (.ci/run installs it); elsewhere these are counted as skipped, in the open.
const withPrometheus = existsSync(PROMETHEUS) ? describe : describe.skip;

const RULES = {
  groups: [
    {
      name: 'shop',
      interval: '200ms',
      rules: [
        { alert: 'QueueTooLong', expr: 'queue_length > 10', annotations: { summary: 'the queue is too long' } },
        { alert: 'Broken', expr: 'queue_length * on(job) series' },
      ],
    },
  ],
};

const over = (reduce: string) => ({ query: 'queue_length # now', range: { for: '1m', step: '100ms', reduce } });

withPrometheus('the prometheus probe and a real Prometheus', () => {
  let queueLength = 3;
  const shop = createServer((_, response) =>
    response.end(`queue_length ${queueLength}\nseries{of="two"} 1\nseries{of="them"} 2\nundefined_yet NaN\n`),
  );
  let server: PrometheusServer;

  beforeAll(async () => {
    shop.listen(0, '127.0.0.1');
    await once(shop, 'listening');
    const address = shop.address();
    if (address === null || typeof address === 'string') throw new Error('the shop has no port');
    server = await startPrometheus({ scrape: `127.0.0.1:${address.port}`, rules: RULES });
  });
  afterAll(async () => {
    await server.stop();
    shop.closeAllConnections();
    shop.close();
  });

  const measure = (settings: object, url = server.url) =>
    measurePoint(
      { kind: 'prometheus', settings: settingsOf.parse({ url, ...settings }) },
      { timeoutMs: 5_000, signal: new AbortController().signal, ports: probePorts() },
    );
  const until = (settings: object, seen: object) =>
    eventually(async () => {
      const sample = await measure(settings);
      return Object.entries(seen).every(([key, value]) => Reflect.get(sample, key) === value) && sample;
    });

  it('reads the value of a query', async () => {
    const sample = await until({ query: 'queue_length' }, { value: 3 });
    expect(sample).toMatchObject({ result: 'good', detail: 'the value is 3' });
    expect(sample.latencyMs).toBeGreaterThan(0);
  });

  it('follows it, and reduces it over a time', async () => {
    queueLength = 7;
    // The last step of a range may lie up to a step before now.
    await until(over('last'), { value: 7 });
    expect(await measure(over('min'))).toMatchObject({ result: 'good', value: 3 });
    expect(await measure(over('max'))).toMatchObject({ result: 'good', value: 7 });
    const { value } = await measure(over('avg'));
    expect(value).toBeGreaterThan(3);
    expect(value).toBeLessThan(7);
  });

  it('reads a scalar', async () => {
    expect(await measure({ query: 'scalar(vector(2)) * 3' })).toMatchObject({ result: 'good', value: 6 });
  });

  it.each([
    ['no series', 'nothing_of_that_name', /^no data: the query finds no series$/],
    ['two series', 'series', /^the query finds 2 series, expected one/],
    ['NaN', 'undefined_yet', /^no data: the value is NaN$/],
    ['infinity', 'vector(1) / 0', /^the value is \+Inf/],
    ['a text', '"text"', /^the query gives a string, expected a vector or a scalar$/],
    ['a query that is none', 'sum(', /^Prometheus answered 400: .*parse error/],
    [
      'what the server cannot evaluate',
      'queue_length * on(job) series',
      /^Prometheus answered 422: .*duplicate series/,
    ],
  ])('has measured nothing by %s', async (_, query, detail) => {
    await until({ query: 'count(series)' }, { value: 2 });
    expect(await measure({ query })).toMatchObject({
      result: 'unknown',
      value: null,
      detail: expect.stringMatching(detail),
    });
  });

  it('sees an alert firing and ending', async () => {
    queueLength = 20;
    const firing = await until({ alert: 'QueueTooLong' }, { result: 'bad' });
    expect(firing).toMatchObject({ value: null, detail: 'QueueTooLong is firing: the queue is too long' });
    expect(await measure({ alert: 'QueueTooLong', labels: { job: 'shop' } })).toMatchObject({ result: 'bad' });
    expect(await measure({ alert: 'QueueTooLong', labels: { job: 'other' } })).toMatchObject({ result: 'good' });
    queueLength = 1;
    expect(await until({ alert: 'QueueTooLong' }, { result: 'good' })).toMatchObject({
      detail: 'QueueTooLong is inactive',
    });
  });

  it('does not take a rule that fails, or that is not there, for quiet', async () => {
    await until({ alert: 'Broken' }, { result: 'unknown' });
    await eventually(async () => /duplicate series/.test((await measure({ alert: 'Broken' })).detail));
    expect(await measure({ alert: 'Absent' })).toMatchObject({ result: 'unknown' });
  });

  it('sends headers with secrets, and never tells them', async () => {
    const seen: (string | undefined)[] = [];
    const door = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401).end(`who is ${request.headers.authorization}?`);
    }).listen(0, '127.0.0.1');
    await once(door, 'listening');
    const address = door.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const headers = { authorization: 'Bearer ${secret:TOKEN}' };
    const sample = await measure({ query: 'up', headers }, `http://127.0.0.1:${port}`);
    door.closeAllConnections();
    door.close();
    expect(seen).toEqual([`Bearer ${SECRET}`]);
    expect(sample).toMatchObject({
      result: 'unknown',
      detail: 'status 401, and not an answer of Prometheus: who is Bearer [secret TOKEN]?',
    });
  });

  it('is unknown when the server is gone', async () => {
    await server.stop();
    expect(await measure({ query: 'queue_length' })).toMatchObject({
      result: 'unknown',
      latencyMs: null,
      detail: expect.stringMatching(/^Prometheus could not be asked: .*ECONNREFUSED/),
    });
  });
});
