import { measureInTime } from '../../../activities/watch/measure-in-time.ts';
import { answered } from '../../support/fake-http.ts';
import { anSli } from './an-sli.ts';
import { watchWorld } from './watch-world.ts';

function measuring(answer: ReturnType<typeof watchWorld>['answer']) {
  const world = watchWorld();
  world.answer = answer;
  const stopping = new AbortController();
  return {
    world,
    stopping,
    ...measureInTime(anSli(), { timeoutMs: 500, signal: stopping.signal, ports: world.ports }),
  };
}

describe('a measurement', () => {
  it('is what the probe says, and leaves no timer behind', async () => {
    const { world, sample, over } = measuring(() => answered(200));
    expect(await sample).toMatchObject({ result: 'good', latencyMs: 1 });
    await over;
    expect(world.clock.sleepers()).toBe(0);
  });

  it('is unknown when the probe does not come back, and tells the probe to end', async () => {
    let isTold = false;
    const { world, sample } = measuring(({ signal }) => {
      signal!.addEventListener('abort', () => (isTold = true));
      return new Promise(() => undefined);
    });
    await world.clock.pass(1_499);
    expect(isTold).toBe(false);
    await world.clock.pass(1);
    expect(await sample).toEqual({
      result: 'unknown',
      latencyMs: null,
      value: null,
      detail: 'the probe hangs: no end within 1500 ms',
    });
    expect(isTold).toBe(true);
  });

  it('ends at once when it is cancelled, also before it began', async () => {
    const { stopping, sample } = measuring(() => new Promise(() => undefined));
    stopping.abort();
    expect(await sample).toMatchObject({ result: 'unknown', detail: 'the measurement was cancelled' });
    const world = watchWorld();
    const late = measureInTime(anSli(), { timeoutMs: 500, signal: stopping.signal, ports: world.ports });
    expect(await late.sample).toMatchObject({ result: 'unknown' });
    expect(world.http.requests).toHaveLength(0);
  });
});
