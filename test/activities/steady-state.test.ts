import { checkSteadyState, createSteadyStateActivities } from '../../activities/steady-state.ts';
import type { SteadyStateCheck } from '../../experiments/definition/sli.ts';
import { steadyStateCheck } from '../../experiments/definition/sli.ts';
import { answered, refused } from '../support/fake-http.ts';
import { watchWorld } from './watch/watch-world.ts';

const aCheck = (change: object = {}): SteadyStateCheck =>
  steadyStateCheck.parse({ name: 'healthy', http: { get: 'http://127.0.0.1:1' }, ...change });
const onLoad = (value: string) => aCheck({ http: { get: 'http://127.0.0.1:1', value: '$.load' }, value });

async function check(checks: readonly SteadyStateCheck[], answer: ReturnType<typeof watchWorld>['answer']) {
  const world = watchWorld();
  world.answer = answer;
  const results = await checkSteadyState(checks, world.ports, new AbortController().signal);
  return { results, world };
}

describe('the steady state', () => {
  it('is met when the probe is good', async () => {
    expect((await check([aCheck()], () => answered(200))).results).toEqual([
      { name: 'healthy', result: 'met', detail: '200 in 1 ms' },
    ]);
  });

  it.each([
    ['an error', answered(500)],
    ['nobody there', refused],
  ])('is not met by %s', async (_, answer) => {
    expect((await check([aCheck()], () => answer)).results).toMatchObject([{ result: 'not met' }]);
  });

  it('is unknown when it cannot be measured', async () => {
    const { results } = await check([aCheck()], () => Promise.reject(new Error('no such host')));
    expect(results).toMatchObject([{ result: 'unknown', detail: expect.stringContaining('no such host') }]);
  });

  it('is unknown when a probe never comes back', async () => {
    const world = watchWorld();
    world.answer = () => new Promise(() => undefined);
    const checking = checkSteadyState([aCheck({ timeout: '2s' })], world.ports, new AbortController().signal);
    await world.clock.pass(3_000);
    expect(await checking).toEqual([
      { name: 'healthy', result: 'unknown', detail: 'the probe hangs: no end within 3000 ms' },
    ]);
  });

  it('is unknown when it is cancelled', async () => {
    const world = watchWorld();
    expect(await checkSteadyState([aCheck()], world.ports, AbortSignal.abort())).toMatchObject([{ result: 'unknown' }]);
  });

  it('compares a value', async () => {
    expect((await check([onLoad('< 5'), onLoad('> 5')], () => answered(200, { load: 3 }))).results).toMatchObject([
      { result: 'met', detail: '3, expected < 5' },
      { result: 'not met', detail: '3, expected > 5' },
    ]);
  });

  it('is unknown when there is nothing to compare', async () => {
    const { results } = await check([aCheck({ value: '< 5' })], () => answered(200));
    expect(results).toEqual([
      { name: 'healthy', result: 'unknown', detail: 'no value to compare with < 5: 200 in 1 ms' },
    ]);
  });

  it('asks everything at once, each once, and answers in order', async () => {
    const names = ['a', 'b', 'c'];
    const { results, world } = await check(
      names.map((name) => aCheck({ name })),
      () => answered(200),
    );
    expect(results.map(({ name }) => name)).toEqual(names);
    expect(world.http.requests).toHaveLength(3);
  });

  it('can be asked for by a workflow', async () => {
    const world = watchWorld();
    expect(await createSteadyStateActivities(world.ports).checkSteadyState({ checks: [aCheck()] })).toMatchObject([
      { result: 'met' },
    ]);
  });
});
