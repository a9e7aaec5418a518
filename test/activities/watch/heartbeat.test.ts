import { freshState } from '../../../activities/watch/abort-rule.ts';
import { beginningOf, heartbeatOf } from '../../../activities/watch/heartbeat.ts';
import type { WatchInput } from '../../../activities/watch/segment.ts';
import { Sampling } from '../../../activities/watch/sampling.ts';
import { answered } from '../../support/fake-http.ts';
import { anSli } from './an-sli.ts';
import { anActivity, watchWorld } from './watch-world.ts';

const NOW = 1_000_000;
const input: WatchInput = {
  runId: 'run',
  slis: [anSli({ abortIf: { errorRatio: '> 0.5', for: '5s' } })],
  segment: 'baseline',
  endsAfterMs: 1_000,
};
const rules = [{ lastUsableAt: NOW - 9_000, breachingSince: NOW - 9_500, breachingUntil: NOW - 9_000, keptAt: null }];
const beginning = (change: Parameters<typeof anActivity>[0]) => beginningOf(input, anActivity(change), NOW);

describe('the beginning of a watch', () => {
  it('is now on the first attempt, and nobody has watched since the server scheduled it', () => {
    expect(beginning({})).toEqual({ startedAt: NOW, rules: [freshState(NOW)] });
    expect(beginning({ scheduledAt: NOW - 40_000 })).toEqual({ startedAt: NOW, rules: [freshState(NOW - 40_000)] });
  });

  it('goes on from the heartbeat of the attempt before', () => {
    const resumed: unknown = JSON.parse(
      JSON.stringify({ segment: 'baseline', startedAt: NOW - 20_000, rules, slis: [] }),
    );
    expect(beginning({ attempt: 2, resumed, scheduledAt: NOW - 21_000 })).toEqual({ startedAt: NOW - 20_000, rules });
  });

  it('is when the server scheduled it if no attempt lived long enough for a heartbeat', () => {
    const scheduledAt = NOW - 50_000;
    expect(beginning({ attempt: 7, scheduledAt })).toEqual({
      startedAt: scheduledAt,
      rules: [freshState(scheduledAt)],
    });
  });

  it.each([
    ['a text', 'half past nine'],
    ['null', null],
    ['an empty object', {}],
    ['no rules', { startedAt: NOW }],
    ['rules of another experiment', { startedAt: NOW, rules: [...rules, ...rules] }],
    ['a rule without numbers', { startedAt: NOW, rules: [{ lastUsableAt: null }] }],
    ['a rule of another version', { startedAt: NOW, rules: [{ lastUsableAt: NOW, breachingSince: null }] }],
    ['no start', { rules }],
  ])('takes nothing from a heartbeat that is foreign: %s', (_, resumed) => {
    const scheduledAt = NOW - 50_000;
    expect(beginning({ attempt: 2, resumed, scheduledAt })).toEqual({
      startedAt: scheduledAt,
      rules: [freshState(scheduledAt)],
    });
  });

  it('takes over no time in the future: it would hide blindness until then', () => {
    const ahead = { startedAt: NOW + 60_000, rules: [freshState(NOW + 60_000)] };
    expect(beginning({ attempt: 2, resumed: ahead })).toEqual({ startedAt: NOW, rules: [freshState(NOW)] });
    expect(beginning({ attempt: 2, scheduledAt: NOW + 60_000 }).startedAt).toBe(NOW);
  });
});

const beatAfter = async (answer: ReturnType<typeof watchWorld>['answer'], slis = input.slis) => {
  const world = watchWorld();
  world.answer = answer;
  const sampling = new Sampling('run', slis, world.ports, undefined);
  await world.clock.pass(0);
  const beat = heartbeatOf({ ...input, slis }, NOW - 5, sampling, NOW + 5);
  await sampling.stop();
  return beat;
};

describe('a heartbeat', () => {
  it('says where the watch stands, for people and for the next attempt', async () => {
    const beat = await beatAfter(() => answered(200, '', 12.34));
    expect(beat).toMatchObject({ segment: 'baseline', at: NOW + 5, startedAt: NOW - 5 });
    expect(beat.slis).toEqual([{ name: 'health', state: 'good', text: '1 good, 0 bad, 12.3 ms' }]);
    expect(beginning({ attempt: 2, resumed: JSON.parse(JSON.stringify(beat)) })).toEqual({
      startedAt: NOW - 5,
      rules: beat.rules,
    });
  });

  it('says what is bad, and that it is breaching', async () => {
    expect((await beatAfter(() => answered(500))).slis).toEqual([
      { name: 'health', state: 'breaching', text: '0 good, 1 bad, status 500, expected 200 to 399' },
    ]);
    expect((await beatAfter(() => answered(500), [anSli()])).slis).toMatchObject([{ state: 'bad' }]);
  });

  it('says the value of a probe that yields one', async () => {
    const value = anSli({ http: { get: 'http://127.0.0.1:1', value: '$.load' } });
    expect((await beatAfter(() => answered(200, { load: 0.5 }), [value])).slis).toMatchObject([
      { text: '1 good, 0 bad, 0.5' },
    ]);
  });

  it('says that nothing is known', async () => {
    expect((await beatAfter(() => new Promise(() => undefined))).slis).toEqual([
      { name: 'health', state: 'unknown', text: 'no sample yet' },
    ]);
    expect((await beatAfter(() => Promise.reject(new Error('no such host')))).slis).toMatchObject([
      { state: 'unknown', text: expect.stringContaining('no such host') },
    ]);
  });
});
