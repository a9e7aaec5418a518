import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp } from '../../../activities/adapters/http.ts';
import { noFiringAlert } from '../../../activities/guardrails/no-firing-alert.ts';
import { noFiringAlert as schema } from '../../../experiments/definition/guardrails/no-firing-alert.ts';
import { eventually } from '../../support/eventually.ts';
import { PROMETHEUS, type PrometheusServer, startPrometheus } from '../../support/prometheus-server.ts';
import { anIntent, guardrailPorts } from './guardrail-ports.ts';

/** All but the rule that cannot be evaluated. */
const MEANT = { ignore: ['Watchdog', 'Broken'] };

const check = (settings: object) =>
  noFiringAlert.check({
    settings: schema.parse(settings),
    intent: anIntent(),
    ports: { ...guardrailPorts(), http: createHttp() },
  });

const alert = (name: string, expr: string, team: string) => ({
  alert: name,
  expr,
  labels: { team },
  annotations: { summary: `${name} of ${team}` },
});
const RULES = {
  groups: [
    {
      name: 'shop',
      rules: [
        alert('Watchdog', 'vector(1)', 'all'),
        alert('QueueFull', 'queue > 10', 'orders'),
        alert('Slow', 'queue > 100', 'payments'),
        alert('Broken', 'up * on () (up or label_replace(up, "x", "y", "", ""))', 'payments'),
      ],
    },
  ],
};

// The real one where it is installed (.ci/run installs it); elsewhere these are counted as skipped, in the open.
(existsSync(PROMETHEUS) ? describe : describe.skip)('no-firing-alert, asking a real Prometheus server', () => {
  let queue = 0;
  let shop: Server;
  let prometheus: PrometheusServer;
  beforeAll(async () => {
    shop = createServer((_, response) => response.end(`queue ${queue}\n`));
    await new Promise<void>((resolve) => void shop.listen(0, '127.0.0.1', resolve));
    const scrape = `127.0.0.1:${(shop.address() as AddressInfo).port}`;
    prometheus = await startPrometheus({ scrape, rules: RULES });
  }, 60_000);
  afterAll(async () => {
    await prometheus?.stop();
    shop?.closeAllConnections();
    shop?.close();
  });
  const settles = (settings: object, result: string) =>
    eventually(async () => (await check({ url: prometheus.url, ...settings })).result === result, 20_000);

  it('is met while only those fire that are meant to', async () => {
    queue = 0;
    await settles(MEANT, 'met');
    expect(await check({ url: prometheus.url, ...MEANT })).toMatchObject({
      detail: 'none of 2 alerting rules is firing',
    });
  });

  it('is not met while another one fires, and says which; unless its labels, or its name, are not meant', async () => {
    queue = 50;
    await settles(MEANT, 'not met');
    expect(await check({ url: prometheus.url, ...MEANT })).toEqual({
      name: 'no-firing-alert',
      result: 'not met',
      detail: 'QueueFull is firing: QueueFull of orders',
    });
    expect(await check({ url: prometheus.url, ...MEANT, labels: { team: 'payments' } })).toMatchObject({
      result: 'met',
    });
    expect(await check({ url: prometheus.url, only: ['Slow'] })).toMatchObject({ result: 'met' });
    expect(await check({ url: prometheus.url, ignore: [...MEANT.ignore, 'QueueFull'] })).toMatchObject({
      result: 'met',
    });
  });

  it('does not know whether a rule would fire that cannot be evaluated', async () => {
    await settles({ only: ['Broken'] }, 'unknown');
    const { detail } = await check({ url: prometheus.url, only: ['Broken'] });
    expect(detail).toMatch(/^whether Broken fires is not known: .*many-to-many/);
  });

  it('does not know of a rule that is not there, nor of a server that does not answer', async () => {
    expect(await check({ url: prometheus.url, only: ['Slow', 'Sloow'] })).toMatchObject({
      result: 'unknown',
      detail: 'this Prometheus server has no alerting rule Sloow',
    });
    expect(await check({ url: 'http://127.0.0.1:1' })).toMatchObject({
      result: 'unknown',
      detail: expect.stringContaining('Prometheus could not be asked'),
    });
  });
});
