import { readSamples } from '../../../../activities/watch/account/coverage.ts';
import { good } from '../an-sli.ts';

const noFault = { firstFaultAt: undefined, lastUndoneAt: undefined };
const lines = (...records: readonly object[]) => records.map((record) => JSON.stringify(record));

describe('the journal of a sampling', () => {
  it('covers the time from its first sign to its last', () => {
    const journal = lines({ began: 900 }, good(1_000), good(2_000), { ended: 2_500 });
    expect(readSamples(journal, noFault)).toEqual({
      samples: [good(1_000), good(2_000)],
      coverage: { from: 900, to: 2_500 },
    });
  });

  it('should have covered the faults, whatever is in it', () => {
    expect(readSamples(lines(good(1_000)), { firstFaultAt: 500, lastUndoneAt: 9_000 }).coverage).toEqual({
      from: 500,
      to: 9_000,
    });
    expect(readSamples([], { firstFaultAt: 500, lastUndoneAt: undefined }).coverage).toEqual({ from: 500, to: 500 });
  });

  it('covers nothing when there is neither a sample nor a fault', () => {
    expect(readSamples([], noFault)).toEqual({ samples: [], coverage: { from: 0, to: 0 } });
  });

  it('is put in order, for slow answers come late, and torn lines are left out', () => {
    const journal = [...lines(good(3_000), good(1_000)), '{"s":0,"i":40', ...lines(good(2_000))];
    expect(readSamples(journal, noFault).samples.map(({ i }) => i)).toEqual([1_000, 2_000, 3_000]);
  });

  it('may be as long as a long night', () => {
    const journal = Array.from({ length: 200_000 }, (_, at) => JSON.stringify(good(at)));
    expect(readSamples(journal, noFault).coverage).toEqual({ from: 0, to: 199_999 });
  });
});
