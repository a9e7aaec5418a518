import {
  afterTick,
  breachOf,
  canJudge,
  freshState,
  type RuleState,
  ruleText,
  ruleOf,
} from '../../../activities/watch/abort-rule.ts';
import type { SampleRecord } from '../../../activities/watch/sample.ts';
import { anSli, bad, good, unknown, valued } from './an-sli.ts';

const errors = anSli({ abortIf: { errorRatio: '> 0.5', for: '3s' } });
const latency = anSli({ abortIf: { max: '> 100ms', for: '0s' }, blindAfter: '5s' });

/** The state after these ticks, each answered at once. */
const after = (sli: typeof errors, ticks: readonly SampleRecord[], state: RuleState = freshState(0)): RuleState =>
  ticks.reduce((now, tick) => afterTick(sli, now, tick, { due: tick.i, now: tick.i }), state);
const breachAfter = (sli: typeof errors, ticks: readonly SampleRecord[], now = ticks.at(-1)!.i) =>
  breachOf(sli, after(sli, ticks), now);

describe('an abort rule', () => {
  it('says what it is', () => expect(ruleText(ruleOf(errors)!)).toBe('errorRatio > 0.5 for 3 s'));

  it('breaches when it held at every tick for so long', () => {
    expect(breachAfter(errors, [bad(1_000), bad(2_000), bad(3_000)])).toBeUndefined();
    expect(breachAfter(errors, [bad(1_000), bad(2_000), bad(3_000), bad(4_000)])).toEqual({
      sli: 'health',
      kind: 'threshold',
      at: 4_000,
      since: 1_000,
      text: 'health: errorRatio > 0.5 for 3 s',
    });
  });

  it('breaches at once without a duration', () => {
    expect(breachAfter(latency, [good(1_000, 101)])).toMatchObject({ kind: 'threshold', since: 1_000 });
    expect(breachAfter(latency, [good(1_000, 100)])).toBeUndefined();
  });

  it('begins anew after a tick that was well', () => {
    expect(
      breachAfter(errors, [bad(0), bad(1_000), bad(2_000), good(3_000), bad(4_000), bad(5_000), bad(6_000)]),
    ).toBeUndefined();
  });

  it('leaves the last word to the tick at the end of the duration', () => {
    const ticks = [bad(0), bad(1_000), bad(2_000)];
    expect(breachAfter(errors, ticks, 3_000)).toBeUndefined();
    expect(breachAfter(errors, [...ticks, good(3_000)])).toBeUndefined();
  });

  it('breaches by time alone when that tick stays away for a whole period', () => {
    expect(breachAfter(errors, [bad(0), bad(1_000), bad(2_000)], 4_000)).toMatchObject({ kind: 'threshold' });
    expect(breachAfter(errors, [bad(0), unknown(1_000), unknown(2_000)], 4_000)).toMatchObject({ kind: 'threshold' });
  });

  it('is neither begun nor ended by a tick that cannot say', () => {
    expect(after(errors, [unknown(0)])).toEqual(freshState(0));
    expect(after(errors, [bad(0), unknown(1_000)]).breachingSince).toBe(0);
  });

  it('takes no late answer of an older tick for a breach that a newer one has ended', () => {
    const hung = bad(1_000);
    const well = [good(2_000), good(3_000), good(4_000), good(5_000)];
    expect(breachAfter(errors, [good(0), ...well, hung], 6_000)).toBeUndefined();
  });

  it('takes it for one all the same when a single tick is enough', () => {
    expect(breachAfter(latency, [good(2_000), good(1_000, 5_000)])).toMatchObject({ kind: 'threshold', since: 1_000 });
  });

  it('is not ended by a late answer of a tick before it began', () => {
    expect(after(errors, [bad(2_000), bad(3_000), good(1_000)])).toMatchObject({
      breachingSince: 2_000,
      breachingUntil: 3_000,
      keptAt: 1_000,
    });
  });

  it('counts on where another worker stopped', () => {
    const taken: RuleState = structuredClone(after(errors, [bad(1_000), bad(2_000)]));
    expect(breachOf(errors, after(errors, [bad(4_000)], taken), 4_000)).toMatchObject({ since: 1_000 });
  });

  it('finds every breach that looking at all ticks in order finds', () => {
    const isBad = Array.from({ length: 400 }, (_, at) => (at * at * 7 + at) % 11 > 2);
    let state = freshState(0);
    for (const [at, broken] of isBad.entries()) {
      state = afterTick(errors, state, broken ? bad(at * 1_000) : good(at * 1_000), {
        due: at * 1_000,
        now: at * 1_000,
      });
      const expected = at >= 3 && isBad.slice(at - 3, at + 1).every(Boolean);
      expect([at, breachOf(errors, state, at * 1_000) !== undefined]).toEqual([at, expected]);
    }
  });
});

describe('blindness', () => {
  it('is a breach after longer than blindAfter without a usable sample', () => {
    const state = after(latency, [good(1_000)]);
    expect(breachOf(latency, state, 6_000)).toBeUndefined();
    expect(breachOf(latency, state, 6_001)).toMatchObject({ kind: 'blind', at: 6_001, since: 1_000 });
  });

  it('says for how long, and what was seen last', () => {
    expect(breachOf(latency, freshState(0), 7_500, 'no such host')!.text).toBe(
      'health: blind, no usable sample for 7.5 s (blindAfter 5 s): no such host',
    );
  });

  it('is not ended by unknown samples', () => {
    expect(breachAfter(latency, [good(0), unknown(2_000), unknown(4_000), unknown(6_000)])).toMatchObject({
      kind: 'blind',
    });
  });

  it('is what a latency rule suffers while every request fails', () => {
    expect(canJudge(latency, bad(0))).toBe(false);
    expect(breachAfter(latency, [good(0), bad(2_000), bad(4_000), bad(6_000)])).toMatchObject({
      kind: 'blind',
      since: 0,
    });
    expect(breachAfter(errors, [good(0), bad(2_000)])).toBeUndefined();
  });

  it('is what a rule on a value suffers while there is none', () => {
    const load = anSli({ abortIf: { value: '> 5' }, blindAfter: '5s' });
    expect(breachAfter(load, [valued(0, 1), good(6_000)])).toMatchObject({ kind: 'blind' });
    expect(breachAfter(load, [valued(0, 1), valued(6_000, 1)])).toBeUndefined();
  });

  it('aborts nothing without a rule', () => expect(breachOf(anSli(), freshState(0), 1_000_000)).toBeUndefined());
});
