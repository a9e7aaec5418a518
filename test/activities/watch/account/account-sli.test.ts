import { accountSli } from '../../../../activities/watch/account/account-sli.ts';
import { aWriteAccount } from '../../records/report/an-outcome.ts';
import { aLoadSli, aSample, anSli, bad, good, valued } from '../an-sli.ts';

const boundaries = { firstFaultAt: 2_000, lastUndoneAt: 4_000 };
const sampled = (samples: readonly ReturnType<typeof good>[], to = 6_000) => ({ samples, coverage: { from: 0, to } });

describe('the account of an SLI', () => {
  it('puts every sample into its phase', () => {
    const samples = [good(0), good(1_000), bad(2_000), bad(3_000), good(4_000), good(5_000)];
    const { phases, samples: count, missed } = accountSli(anSli(), sampled(samples), boundaries, undefined);
    expect(phases).toMatchObject({
      baseline: { good: 2, bad: 0 },
      fault: { good: 1, bad: 2 },
      recovery: { good: 1, bad: 0 },
    });
    expect([count, missed]).toEqual([6, 0]);
  });

  it('judges the objectives without the baseline', () => {
    const sli = anSli({ objective: { errorRatio: '< 0.5', longestOutage: '<= 2s' } });
    const samples = [bad(0), bad(1_000), bad(2_000), bad(3_000), good(4_000), good(5_000)];
    expect(accountSli(sli, sampled(samples), boundaries, undefined).objectives).toMatchObject([
      { metric: 'errorRatio', actual: 0.5, result: 'missed' },
      { metric: 'longestOutage', actual: 2_000, result: 'met' },
    ]);
  });

  it('takes the outage of a load from its writes', () => {
    const writes = aWriteAccount({ longestOutageMs: 9_000, witnessedOutageMs: 9_000 });
    const load = aLoadSli({ objective: { longestOutage: '< 5s' } });
    const ticks = [good(0), good(1_000), good(2_000), good(3_000), good(4_000), good(5_000)];
    expect(accountSli(load, sampled(ticks), boundaries, writes).objectives).toMatchObject([
      { actual: 9_000, result: 'missed' },
    ]);
  });

  it('sees that the samples stop before the fault has ended', () => {
    const sli = anSli({ objective: { errorRatio: '< 0.5' } });
    const { gaps, missed, objectives } = accountSli(
      sli,
      { samples: [good(0), good(1_000), good(2_000)], coverage: { from: 0, to: 60_000 } },
      { firstFaultAt: 1_500, lastUndoneAt: 60_000 },
      undefined,
    );
    expect(gaps).toMatchObject([{ from: 2_000, to: 60_000 }]);
    expect(missed).toBe(58);
    expect(objectives).toMatchObject([{ result: 'unknown', why: expect.stringContaining('blind for 58.0 s') }]);
  });

  it('says how late the ticks were', () => {
    const samples = Array.from({ length: 100 }, (_, at) => aSample(at * 1_000, { g: 1, t: [1], l: at }));
    expect(accountSli(anSli(), sampled(samples, 99_000), boundaries, undefined)).toMatchObject({
      late: 0,
      latenessP99Ms: 98,
    });
    expect(accountSli(anSli(), sampled([{ ...good(0), l: 101 }]), boundaries, undefined).late).toBe(1);
  });

  it('draws values where there are some, else latencies, with the thresholds of that unit', () => {
    const rules = { objective: { value: '< 5', p99: '< 1s' }, abortIf: { value: '> 9', for: '5s' } };
    const drawn = (samples: readonly ReturnType<typeof good>[]) =>
      accountSli(anSli(rules), sampled(samples), boundaries, undefined);
    expect(drawn([valued(0, 3)])).toMatchObject({
      unit: 'value',
      abortIf: 'value > 9 for 5 s',
      buckets: [{ mean: 3 }],
      thresholds: [
        { label: 'objective: value < 5', value: 5 },
        { label: 'abort if: value > 9', value: 9 },
      ],
    });
    expect(drawn([good(0)])).toMatchObject({
      unit: 'ms',
      thresholds: [{ label: 'objective: p99 < 1s', value: 1_000 }],
    });
  });

  it('has no figures and judges nothing when nothing was sampled at all', () => {
    const sli = anSli({ objective: { errorRatio: '< 0.5' } });
    const account = accountSli(
      sli,
      { samples: [], coverage: { from: 0, to: 0 } },
      { firstFaultAt: undefined, lastUndoneAt: undefined },
      undefined,
    );
    expect(account).toMatchObject({
      samples: 0,
      missed: 0,
      late: 0,
      latenessP99Ms: 0,
      gaps: [],
      buckets: [],
      objectives: [{ result: 'unknown' }],
    });
  });
});
