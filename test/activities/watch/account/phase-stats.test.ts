import { phaseStats } from '../../../../activities/watch/account/phase-stats.ts';
import { aSample, bad, good, unknown, valued } from '../an-sli.ts';

describe('the figures of a phase', () => {
  it('count samples, and take the error ratio of those that could be used', () => {
    expect(phaseStats([good(0, 10), good(1, 30), bad(2), unknown(3), unknown(4)])).toEqual({
      samples: 5,
      good: 2,
      bad: 1,
      unknown: 2,
      errorRatio: 1 / 3,
      p50: 10,
      p90: 30,
      p99: 30,
      max: 30,
      valueMin: null,
      valueMean: null,
      valueMax: null,
    });
  });

  it('are none where nothing was measured', () => {
    expect(phaseStats([])).toMatchObject({ samples: 0, errorRatio: null, p99: null, max: null, valueMean: null });
    expect(phaseStats([unknown(0)])).toMatchObject({ samples: 1, errorRatio: null });
  });

  it('hold the lowest, the mean and the highest value', () => {
    expect(phaseStats([valued(0, 10), valued(1, 9), valued(2, 2)])).toMatchObject({
      valueMin: 2,
      valueMean: 7,
      valueMax: 10,
    });
  });

  it('bear as many samples as a long night has', () => {
    const night = [
      aSample(0, { g: 200_000, t: Array.from({ length: 200_000 }, (_, at) => at) }),
      ...Array.from({ length: 200_000 }, (_, at) => valued(at, at)),
    ];
    expect(phaseStats(night)).toMatchObject({ samples: 400_000, max: 199_999, valueMin: 0, valueMax: 199_999 });
  });
});
