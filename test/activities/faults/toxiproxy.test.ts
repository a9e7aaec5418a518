import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultCall } from '../../../activities/faults/driver.ts';
import { toxiproxy } from '../../../activities/faults/toxiproxy.ts';
import { type Toxiproxy as Settings, toxiproxy as schema } from '../../../experiments/definition/faults/toxiproxy.ts';
import { aCall } from '../../support/fault-call.ts';
import { portOf } from '../../support/fault-port-of.ts';
import { aWorld } from '../../support/fault-world.ts';
import { startToxiproxy, type Toxiproxy } from '../../support/toxiproxy-server.ts';

const SLOW: Settings = schema.parse({
  proxy: 'app',
  toxic: { type: 'latency', attributes: { latency: 250, jitter: 20 } },
});
const DOWN: Settings = { proxy: 'app', down: true };
const OWN_DELAY_MS = 25;

interface AProxy {
  readonly enabled: boolean;
  readonly toxics: readonly { readonly name: string }[];
}

describe('toxiproxy, with a real server', () => {
  let server: Toxiproxy;
  let app: Server;
  let port: number;

  beforeAll(async () => {
    server = await startToxiproxy();
    app = createServer((_, response) => void sleep(OWN_DELAY_MS).then(() => response.end('ok'))).listen(0, '127.0.0.1');
    await once(app, 'listening');
  }, 900_000);
  beforeEach(async () => {
    port = await server.proxy('app', portOf(app));
    await server.ask('/proxies/app/toxics', 'POST', { name: 'theirs', type: 'latency', attributes: { latency: 1 } });
  });
  afterEach(async () => void (await server.ask('/proxies/app', 'DELETE').catch(() => undefined)));
  afterAll(async () => {
    await server.stop();
    app.closeAllConnections();
    app.close();
  });

  const call = (settings: Settings): FaultCall<'toxiproxy'> => {
    const key = `application/127.0.0.1:${new URL(server.url).port}`;
    return aCall<'toxiproxy'>(aWorld('/nowhere'), settings, {
      kind: 'application',
      key,
      label: key,
      url: `${server.url}/`,
    });
  };
  const proxyNow = async () => (await server.ask('/proxies/app')) as AProxy;

  /** The median of ten requests, one after the other. */
  async function latencyMs(): Promise<number> {
    const taken: number[] = [];
    for (let count = 0; count < 10; count += 1) {
      const began = performance.now();
      const asked = request({ port, host: '127.0.0.1', agent: false }).end();
      const [answer] = await once(asked, 'response');
      await once(answer.resume(), 'end');
      taken.push(performance.now() - began);
    }
    return taken.toSorted((a, b) => a - b)[5]!;
  }

  it('slows every answer down by its toxic, and not a bit after the undo', async () => {
    const fault = call(SLOW);
    await toxiproxy.prepareUndo(fault);
    const before = await latencyMs();
    await toxiproxy.inject(fault);
    const during = await latencyMs();
    expect(await toxiproxy.observe(fault)).toEqual({
      observed: true,
      evidence: expect.stringMatching(
        /^proxy "app" of .* has the toxic gameday-\w+ \(latency downstream, 100 % of the connections, /,
      ),
    });
    await toxiproxy.undo(fault);
    const after = await latencyMs();
    console.log(
      `latency through the proxy: ${[before, during, after].map((ms) => `${Math.round(ms)} ms`).join(' → ')}`,
    );
    expect(during - before).toBeGreaterThan(200);
    expect(after).toBeLessThan(before + 100);
    expect(await toxiproxy.verifyUndone(fault)).toEqual([]);
  });

  it('adds one toxic, however often, and takes away no other', async () => {
    const fault = call(SLOW);
    const before = await proxyNow();
    await toxiproxy.inject(fault);
    await toxiproxy.inject(fault);
    expect((await proxyNow()).toxics).toHaveLength(2);
    expect(await toxiproxy.verifyUndone(fault)).toEqual([expect.stringContaining('still has the toxic gameday-')]);
    await toxiproxy.undo(fault);
    await toxiproxy.undo(fault);
    expect(await proxyNow()).toEqual(before);
  });

  it.each([
    { type: 'bandwidth', attributes: { rate: 100 } },
    { type: 'slow_close', attributes: { delay: 100 } },
    { type: 'timeout', attributes: { timeout: 100 } },
    { type: 'reset_peer', attributes: { timeout: 100 } },
    { type: 'slicer', attributes: { average_size: 64, size_variation: 32, delay: 10 } },
    { type: 'limit_data', attributes: { bytes: 100 } },
    { type: 'latency', stream: 'upstream', toxicity: '30%', attributes: { latency: 10 } },
  ])('adds and sees %j', async (toxic) => {
    const fault = call(schema.parse({ proxy: 'app', toxic }));
    const before = await proxyNow();
    await toxiproxy.inject(fault);
    expect(await toxiproxy.observe(fault)).toMatchObject({ observed: true });
    await toxiproxy.undo(fault);
    expect(await proxyNow()).toEqual(before);
  });

  it('puts a proxy down and up again, with the toxics of others', async () => {
    const fault = call(DOWN);
    const before = await proxyNow();
    await toxiproxy.prepareUndo(fault);
    await toxiproxy.inject(fault);
    await toxiproxy.inject(fault);
    expect(await toxiproxy.observe(fault)).toEqual({ observed: true, evidence: expect.stringMatching(/ is down$/) });
    await expect(latencyMs()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(toxiproxy.prepareUndo(fault)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('somebody has put it down already'),
    });
    expect(await toxiproxy.verifyUndone(fault)).toEqual([expect.stringMatching(/is still down$/)]);
    await toxiproxy.undo(fault);
    expect(await proxyNow()).toEqual(before);
    expect(await latencyMs()).toBeGreaterThan(OWN_DELAY_MS - 5);
  });

  it.each([
    ['a toxic', SLOW],
    ['a proxy that is down', DOWN],
  ])('lets its guard end %s', async (_, settings) => {
    const fault = call(settings);
    const before = await proxyNow();
    await toxiproxy.inject(fault);
    const { argv, env } = toxiproxy.guard!(fault);
    const run = { argv, env: { ...env }, timeoutMs: 20_000 };
    expect(await fault.ports.commands.run(run)).toMatchObject({ exitCode: 0 });
    expect(await proxyNow()).toEqual(before);
    expect(await fault.ports.commands.run(run)).toMatchObject({ exitCode: 0 });
    expect(argv.join(' ')).not.toContain(server.url);
  });

  it('names the proxies that there are when the one that is meant is not', async () => {
    await expect(toxiproxy.prepareUndo(call({ ...SLOW, proxy: 'apq' }))).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringContaining('there is none of that name. It has app. Correct "proxy" of the fault.'),
    });
  });

  it('has nothing to undo when the proxy went with a restart of Toxiproxy', async () => {
    const fault = call(SLOW);
    await toxiproxy.inject(fault);
    await server.ask('/proxies/app', 'DELETE');
    await toxiproxy.undo(fault);
    expect(await toxiproxy.verifyUndone(fault)).toEqual([]);
    expect(await toxiproxy.observe(fault)).toMatchObject({ observed: false });
  });

  it('says that its effect is not as it was injected when somebody changed the toxic', async () => {
    const fault = call(SLOW);
    await toxiproxy.inject(fault);
    const { name } = (await proxyNow()).toxics[1]!;
    await server.ask(`/proxies/app/toxics/${name}`, 'POST', { attributes: { latency: 5 } });
    expect(await toxiproxy.observe(fault)).toEqual({
      observed: false,
      evidence: expect.stringContaining('but not as it was added: latency is 5'),
    });
  });

  it('says what was answered when that is no Toxiproxy', async () => {
    const fault = call(SLOW);
    const target = { ...fault.target, url: `http://127.0.0.1:${portOf(app)}` };
    await expect(toxiproxy.prepareUndo({ ...fault, target })).rejects.toMatchObject({
      message: expect.stringContaining('GET was answered with status 200: "ok". Is this the API of a Toxiproxy?'),
    });
  });
});

describe('settings of toxiproxy', () => {
  it.each([
    [{ proxy: 'a' }, 'expected exactly one of toxic and down'],
    [{ proxy: 'a', down: true, toxic: { type: 'timeout' } }, 'expected exactly one of toxic and down'],
    [
      { proxy: 'a', toxic: { type: 'latency', attributes: { delay: 3 } } },
      'is no attribute of latency; expected latency, jitter',
    ],
    [{ proxy: 'a', toxic: { type: 'latency', toxicity: 0 } }, 'zero would do nothing'],
  ])('%j are refused', (settings, text) => {
    expect(JSON.stringify(schema.safeParse(settings).error?.issues)).toContain(text);
  });
});
