import { jest } from '@jest/globals';
import { freshState } from '../../../activities/watch/abort-rule.ts';
import { Samplings } from '../../../activities/watch/samplings.ts';
import { othersGoOn } from './a-clock.ts';
import { anSli } from './an-sli.ts';
import { watchWorld } from './watch-world.ts';

const slis = [anSli()];
const LINGER_MS = 30_000;

function begin() {
  const world = watchWorld();
  const samplings = new Samplings(world.ports);
  /** Whether somebody still asks. */
  const isSampling = async () => {
    const before = world.http.requests.length;
    await world.clock.pass(1_000);
    return world.http.requests.length > before;
  };
  return { world, samplings, isSampling };
}

describe('the samplings of a worker', () => {
  beforeEach(
    () => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] }),
  );
  afterEach(() => void jest.useRealTimers());

  it('share one sampling between the segments of an experiment', async () => {
    const { samplings } = begin();
    const first = samplings.join('run', slis, undefined);
    const second = samplings.join('run', slis, [freshState(0)]);
    expect(second.sampling).toBe(first.sampling);
    expect(samplings.join('other run', slis, undefined).sampling).not.toBe(first.sampling);
    await samplings.endAll();
  });

  it('go on while one of two overlapping segments still watches', async () => {
    const { samplings, isSampling } = begin();
    const first = samplings.join('run', slis, undefined);
    samplings.join('run', slis, undefined);
    await first.leave(true);
    jest.advanceTimersByTime(10 * LINGER_MS);
    expect(await isSampling()).toBe(true);
    await samplings.endAll();
  });

  it('wait a while for the next segment, then end: the load must not outlive its experiment', async () => {
    const { samplings, isSampling } = begin();
    const first = samplings.join('run', slis, undefined);
    await first.leave(false);
    jest.advanceTimersByTime(LINGER_MS - 1);
    const next = samplings.join('run', slis, undefined);
    expect(next.sampling).toBe(first.sampling);
    jest.advanceTimersByTime(LINGER_MS);
    expect(await isSampling()).toBe(true);
    await next.leave(false);
    jest.advanceTimersByTime(LINGER_MS);
    await othersGoOn();
    expect(await isSampling()).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('end at once when the experiment is gone', async () => {
    const { samplings, isSampling } = begin();
    await samplings.join('run', slis, undefined).leave(true);
    expect(await isSampling()).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('begin anew after the end, and who watched the old one does not end the new one', async () => {
    const { samplings, isSampling } = begin();
    const old = samplings.join('run', slis, undefined);
    await samplings.end('run');
    const next = samplings.join('run', slis, undefined);
    expect(next.sampling).not.toBe(old.sampling);
    await old.leave(true);
    jest.advanceTimersByTime(LINGER_MS);
    expect(await isSampling()).toBe(true);
    await samplings.endAll();
  });

  it('do not join one that is ending, and wait for its end', async () => {
    const { world, samplings, isSampling } = begin();
    const old = samplings.join('run', slis, undefined);
    const ending = samplings.end('run');
    const next = samplings.join('run', slis, undefined);
    expect(next.sampling).not.toBe(old.sampling);
    await ending;
    expect(world.closed).toHaveLength(1);
    expect(await isSampling()).toBe(true);
    await samplings.end('run');
    expect(await isSampling()).toBe(false);
    await samplings.end('run');
  });
});
