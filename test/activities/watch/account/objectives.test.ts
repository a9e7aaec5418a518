import { judgeObjectives, type Measured } from '../../../../activities/watch/account/objectives.ts';
import { phaseStats } from '../../../../activities/watch/account/phase-stats.ts';
import type { SampleRecord } from '../../../../activities/watch/sample.ts';
import type { WriteAccount } from '../../../../experiments/definition/outcome.ts';
import { aLoadSli, anSli, bad, good, unknown, valued } from '../an-sli.ts';

function measured(
  duringFault: readonly SampleRecord[],
  recovery: readonly SampleRecord[] = [],
  change: Partial<Measured> = {},
): Measured {
  const during = [...duringFault, ...recovery];
  const values = during.flatMap((one) => one.v ?? []);
  return {
    stats: phaseStats(during),
    fault: phaseStats(duringFault),
    values,
    outage: { longestMs: 0, witnessedMs: 0 },
    gaps: [],
    writes: undefined,
    ...change,
  };
}

const judge = (objective: object, seen: Measured) => judgeObjectives(anSli({ objective }), seen);
const resultOf = (objective: object, seen: Measured) => judge(objective, seen).map((one) => one.result);

const noWrites: WriteAccount = {
  attempted: 9,
  acknowledged: 9,
  refused: 0,
  indeterminate: 0,
  lost: 0,
  lostWrites: [],
  stale: 0,
  recovered: 0,
  unexpected: 0,
  failVisible: 0,
  duplicate: 0,
  finalRead: 'done',
  longestOutageMs: 70,
  witnessedOutageMs: 70,
  attemptsPerSecond: 9,
  unknownBecause: null,
};

const gap = (ms: number) => ({ gaps: [{ from: 0, to: ms, why: 'no such host' }] });

const lasting = (longestMs: number, witnessedMs: number) =>
  resultOf({ longestOutage: '< 5s' }, measured([good(0)], [], { outage: { longestMs, witnessedMs } }));

describe('an objective', () => {
  it('is met or missed by what was measured over fault and recovery together', () => {
    expect(judge({ errorRatio: '<= 0.5', max: '< 20ms' }, measured([good(0), bad(1)], [good(2, 30)]))).toEqual([
      { metric: 'errorRatio', expected: '<= 0.5', actual: 1 / 3, result: 'met' },
      { metric: 'max', expected: '< 20ms', actual: 30, result: 'missed' },
    ]);
    expect(judge({ availability: '>= 50%' }, measured([good(0), bad(1)]))).toMatchObject([
      { actual: 0.5, result: 'met' },
    ]);
  });

  it('is unknown when there was no usable sample', () => {
    expect(judge({ errorRatio: '< 1' }, measured([unknown(0)]))).toEqual([
      { metric: 'errorRatio', expected: '< 1', actual: null, result: 'unknown', why: 'there was no usable sample' },
    ]);
  });

  it('is unknown when there was none while the fault was on, however well the recovery looks', () => {
    const seen = measured([unknown(0)], [good(1), good(2)]);
    expect(judge({ errorRatio: '< 0.1' }, seen)).toMatchObject([
      { actual: 0, result: 'unknown', why: 'there was no usable sample while the fault was on' },
    ]);
    expect(resultOf({ p99: '< 1s' }, seen)).toEqual(['unknown']);
    expect(resultOf({ longestOutage: '< 1s' }, seen)).toEqual(['unknown']);
  });

  it('on a latency is unknown when nothing succeeded while the fault was on', () => {
    const seen = measured([bad(0), bad(1)], [good(2)]);
    expect(resultOf({ p99: '< 1s' }, seen)).toEqual(['unknown']);
    expect(resultOf({ errorRatio: '< 0.9' }, seen)).toEqual(['met']);
  });

  it('that was missed stays missed, however much was not seen', () => {
    expect(resultOf({ errorRatio: '< 0.5' }, measured([unknown(0)], [bad(1)]))).toEqual(['missed']);
    const gaps = [{ from: 0, to: 99_000, why: 'gone' }];
    expect(resultOf({ errorRatio: '< 0.5' }, measured([bad(0)], [], { gaps }))).toEqual(['missed']);
  });

  it('is unknown after a gap of more than blindAfter; a shorter one is only recorded', () => {
    expect(judge({ errorRatio: '< 0.5' }, measured([good(0)], [], gap(30_001)))).toMatchObject([
      { result: 'unknown', why: 'blind for 30.0 s: no such host' },
    ]);
    expect(resultOf({ errorRatio: '< 0.5' }, measured([good(0)], [], gap(30_000)))).toEqual(['met']);
  });

  it.each([
    ['< 5', [1, 4], 'met', 4],
    ['< 5', [1, 5], 'missed', 5],
    ['> 5', [9, 6], 'met', 6],
    ['> 5', [9, 5], 'missed', 5],
    ['== 3', [3, 3], 'met', 3],
    ['== 3', [2, 3], 'missed', 2],
    ['!= 3', [1, 5], 'met', 5],
    ['!= 3', [1, 3, 5], 'missed', 3],
  ])('on a value looks at its worst: %s of %j is %s', (value, values, result, actual) => {
    const sli = anSli({ objective: { value } });
    const seen = measured(values.map((one, at) => valued(at, one)));
    expect(judgeObjectives(sli, seen)).toMatchObject([{ result, actual }]);
  });

  it('on a value is unknown when there was none while the fault was on', () => {
    expect(resultOf({ value: '< 5' }, measured([good(0)], [valued(1, 1)]))).toEqual(['unknown']);
  });

  it('on an outage is unknown when only time that nobody saw makes it too long', () => {
    expect(lasting(4_000, 1_000)).toEqual(['met']);
    expect(lasting(9_000, 6_000)).toEqual(['missed']);
    expect(lasting(9_000, 4_000)).toEqual(['unknown']);
  });
});

describe('an objective on writes', () => {
  const load = aLoadSli({ objective: { lostWrites: 0, staleReads: 0, duplicateWrites: 0 } });
  const results = (writes: WriteAccount | undefined) =>
    judgeObjectives(load, measured([good(0)], [], { writes })).map((one) => one.result);

  it('is judged by their account', () => {
    expect(results(noWrites)).toEqual(['met', 'met', 'met']);
    expect(results({ ...noWrites, lost: 1, duplicate: 2 })).toEqual(['missed', 'met', 'missed']);
  });

  it('is unknown when the account does not stand, but a lost write is lost', () => {
    const doubtful = { ...noWrites, unknownBecause: 'no final read' };
    expect(judgeObjectives(load, measured([good(0)], [], { writes: doubtful }))).toMatchObject([
      { why: 'no final read' },
      { result: 'unknown' },
      { result: 'unknown' },
    ]);
    expect(results({ ...doubtful, lost: 1 })).toEqual(['missed', 'unknown', 'unknown']);
  });

  it('is unknown without an account', () => expect(results(undefined)).toEqual(['unknown', 'unknown', 'unknown']));

  it('is unknown when no write was answered while the fault was on', () => {
    expect(judgeObjectives(load, measured([], [good(0)], { writes: noWrites }))).toMatchObject([
      { result: 'unknown' },
      {},
      {},
    ]);
  });
});
