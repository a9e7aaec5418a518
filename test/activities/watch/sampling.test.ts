import { freshState } from '../../../activities/watch/abort-rule.ts';
import { journalPath, loadJournalPath } from '../../../activities/watch/paths.ts';
import type { SampleRecord } from '../../../activities/watch/sample.ts';
import { Sampling } from '../../../activities/watch/sampling.ts';
import type { Sli } from '../../../experiments/definition/sli.ts';
import { answered } from '../../support/fake-http.ts';
import { othersGoOn } from './a-clock.ts';
import { aLoadSli, anSli } from './an-sli.ts';
import { type WatchWorld, watchWorld } from './watch-world.ts';

const BEGIN = 1_000_000;
const samplings: Sampling[] = [];
afterEach(async () => void (await Promise.all(samplings.splice(0).map((one) => one.stop()))));

function start(slis: readonly Sli[], world = watchWorld(), states?: ConstructorParameters<typeof Sampling>[3]) {
  const sampling = new Sampling('run', slis, world.ports, states);
  samplings.push(sampling);
  return { sampling, world };
}

const linesOf = (world: WatchWorld, path = journalPath('run')): readonly object[] =>
  (world.journals.get(path)?.lines ?? []).map((line): object => JSON.parse(line));
const samplesOf = (world: WatchWorld, at = 0) =>
  linesOf(world).filter((line): line is SampleRecord => 's' in line && line.s === at);

describe('a sampling', () => {
  it('writes down every tick of every SLI, and when it began and ended', async () => {
    const { sampling, world } = start([anSli(), anSli({ name: 'slow', every: '2s' })]);
    await world.clock.pass(3_500);
    await sampling.stop();
    expect(samplesOf(world).map(({ i, g, l }) => [i - BEGIN, g, l])).toEqual([
      [0, 1, 0],
      [1_000, 1, 0],
      [2_000, 1, 0],
      [3_000, 1, 0],
    ]);
    expect(samplesOf(world, 1).map(({ i }) => i - BEGIN)).toEqual([0, 2_000]);
    expect(linesOf(world).at(0)).toEqual({ began: BEGIN });
    expect(linesOf(world).at(-1)).toEqual({ ended: BEGIN + 3_500 });
  });

  it('keeps what was seen when it was not good, without secrets', async () => {
    const { world } = start([anSli()]);
    world.answer = () => answered(500, 'swordfish');
    await world.clock.pass(1_000);
    expect(samplesOf(world)[1]).toMatchObject({ g: 0, b: 1, u: 0, t: [], d: 'status 500, expected 200 to 399' });
    world.answer = () => Promise.reject(new Error('the password is swordfish'));
    await world.clock.pass(1_000);
    expect(samplesOf(world)[2]).toMatchObject({
      g: 0,
      b: 0,
      u: 1,
      d: expect.stringContaining('the password is [hidden]'),
    });
  });

  it('does not let a slow answer delay the next question', async () => {
    const world = watchWorld();
    world.answer = async () => {
      await world.clock.sleep(2_500);
      return answered(200, '', 2_500);
    };
    start([anSli({ timeout: '3s' })], world);
    await world.clock.pass(3_600);
    expect(world.http.requests).toHaveLength(4);
    expect(samplesOf(world).map(({ i }) => i - BEGIN)).toEqual([0, 1_000]);
  });

  it('never has more than four hanging probes of one SLI, and says that they hang', async () => {
    const world = watchWorld();
    world.answer = () => new Promise(() => undefined);
    const { sampling } = start([anSli({ abortIf: { errorRatio: '> 0.5' }, blindAfter: '20s' })], world);
    await world.clock.pass(60_000);
    expect(world.http.requests).toHaveLength(4);
    expect(sampling.latest(0)).toMatchObject({ u: 1, d: 'the probe hangs: no end within 2000 ms' });
    expect(sampling.breach(BEGIN)).toMatchObject({
      kind: 'blind',
      since: BEGIN,
      text: expect.stringContaining('the probe hangs'),
    });
  });

  it('goes on when the disk is full: what cannot be accounted for is blind, and still aborts', async () => {
    const blind = anSli({ abortIf: { errorRatio: '> 0.5', for: '5s' }, blindAfter: '10s' });
    const { sampling, world } = start([blind]);
    await world.clock.pass(1_000);
    world.fillDisk(journalPath('run'));
    await world.clock.pass(10_500);
    expect(sampling.breach(BEGIN)).toMatchObject({
      kind: 'blind',
      since: BEGIN + 1_000,
      text: expect.stringContaining('not written down: ENOSPC'),
    });
    world.answer = () => answered(500);
    await world.clock.pass(6_000);
    expect(sampling.breach(BEGIN)).toMatchObject({ kind: 'threshold' });
  });

  it('knows which SLIs that decide something were never measured', async () => {
    const latency = anSli({ name: 'latency', objective: { p99: '< 1s' } });
    const unjudged = anSli({ name: 'unjudged' });
    const rule = anSli({ name: 'rule', abortIf: { max: '> 1s' } });
    const world = watchWorld();
    world.answer = () => answered(500);
    const { sampling } = start([latency, unjudged, rule], world);
    const names = () => sampling.unmeasured().map(({ sli }) => sli.name);
    expect(names()).toEqual(['latency', 'rule']);
    await world.clock.pass(0);
    expect(sampling.unmeasured()).toMatchObject([{ sli: { name: 'rule' }, seen: 'status 500, expected 200 to 399' }]);
    world.answer = () => answered(200);
    await world.clock.pass(1_000);
    expect(names()).toEqual([]);
  });

  it('measures blindness by a clock that nobody can set back', async () => {
    const world = watchWorld();
    const { sampling } = start([anSli({ abortIf: { errorRatio: '> 0.5' }, blindAfter: '10s' })], world);
    await world.clock.pass(1_000);
    world.answer = () => Promise.reject(new Error('gone'));
    world.clock.setWall(-3_600_000);
    await world.clock.pass(10_001);
    expect(sampling.breach(0)).toMatchObject({ kind: 'blind', since: BEGIN + 1_000 });
  });

  it('remembers a blindness that was over before anybody looked', async () => {
    const { sampling, world } = start([anSli({ abortIf: { errorRatio: '> 0.5' }, blindAfter: '30s' })]);
    await world.clock.pass(1_000);
    world.clock.stall(40_000);
    await world.clock.pass(1_000);
    expect(sampling.latest(0)).toMatchObject({ g: 1 });
    expect(sampling.breach(BEGIN)).toMatchObject({ kind: 'blind', since: BEGIN + 1_000 });
    expect(sampling.breach(BEGIN + 60_000)).toBeUndefined();
  });

  it('calls back after every tick until it is told not to', async () => {
    const { sampling, world } = start([anSli()]);
    let calls = 0;
    const stopListening = sampling.onTick(() => (calls += 1));
    await world.clock.pass(2_000);
    stopListening();
    await world.clock.pass(2_000);
    expect(calls).toBe(3);
  });

  it('goes on with the states that it is given', () => {
    const states = [{ ...freshState(BEGIN - 20_000), breachingSince: BEGIN - 25_000, breachingUntil: BEGIN - 20_000 }];
    const { sampling } = start([anSli({ abortIf: { errorRatio: '> 0.5', for: '30s' } })], watchWorld(), states);
    expect(sampling.states()).toEqual(states);
  });

  it('leaves nothing behind, whatever hangs, and may be stopped twice', async () => {
    const world = watchWorld();
    world.answer = () => new Promise(() => undefined);
    const { sampling } = start([anSli(), anSli({ name: 'other', every: '100ms' })], world);
    await world.clock.pass(1_000);
    await Promise.all([sampling.stop(), sampling.stop()]);
    await othersGoOn();
    expect(world.clock.sleepers()).toBe(0);
    expect(world.closed).toEqual([journalPath('run')]);
    const lines = linesOf(world).length;
    await world.clock.pass(10_000);
    expect(linesOf(world)).toHaveLength(lines);
  });
});

describe('the sampling of a load', () => {
  const load = aLoadSli({ abortIf: { errorRatio: '> 0.5', for: '5s' } }, { writersPerSecond: 10, readBack: 0 });

  it('counts every write once, also those after the last tick', async () => {
    const { sampling, world } = start([load]);
    await world.clock.pass(2_550);
    await sampling.stop();
    const ticks = samplesOf(world);
    const sent = world.http.requests.length;
    expect(ticks.map(({ i }) => i - BEGIN)).toEqual([1_000, 2_000, 2_550]);
    expect(ticks.reduce((sum, { g, b, u }) => sum + g + b + u, 0)).toBe(sent);
    expect(ticks.every(({ g, t }) => g === t.length)).toBe(true);
    expect(world.closed).toEqual([loadJournalPath('run', 0), journalPath('run')]);
  });

  it('is blind while it cannot begin, and begins as soon as it can', async () => {
    const world = watchWorld();
    world.hasSecrets = false;
    const { sampling } = start([load], world);
    await world.clock.pass(2_000);
    expect(samplesOf(world)).toMatchObject([{ u: 1 }, { u: 1, d: 'the load cannot begin: Secret TOKEN is missing' }]);
    expect(sampling.unmeasured()).toHaveLength(1);
    world.hasSecrets = true;
    await world.clock.pass(3_000);
    expect(world.http.requests.length).toBeGreaterThan(0);
    expect(samplesOf(world).at(-1)).toMatchObject({ b: 0, u: 0 });
    expect(sampling.unmeasured()).toHaveLength(0);
  });

  it('ends the load with the sampling, also when that ends while the load begins', async () => {
    const { sampling, world } = start([load]);
    await sampling.stop();
    await world.clock.pass(5_000);
    expect(world.http.requests.length).toBeLessThan(2);
    expect(world.clock.sleepers()).toBe(0);
  });
});
