import { environmentClone } from '../../experiments/definition/environment.ts';
import { longestMs } from '../../workflows/longest.ts';
import { anExperiment, breakingFault } from '../support/an-experiment.ts';

const lasting = (holds: readonly number[]) =>
  longestMs(
    anExperiment('http://127.0.0.1:1', {
      baseline: 300,
      recovery: { within: 5_000, settle: 200 },
      faults: holds.map((hold) => breakingFault('http://127.0.0.1:1', { hold })),
    }),
  );

describe('the longest time of an experiment', () => {
  it('is its baseline, and hold and recovery of each group of faults', () => {
    expect(lasting([1_000])).toBe(6_300);
    expect(lasting([1_000, 20_000])).toBe(31_300);
  });

  it('is also what making its disposable environment may take: volumes, each scrub, the start', () => {
    const made = environmentClone.parse({
      namespace: 'shop-clone',
      copy: [{ kind: 'StatefulSet', name: 'ledger' }],
      scrub: [{ image: 'busybox:1', command: ['true'] }],
      timeout: '1m',
    });
    const experiment = anExperiment('http://127.0.0.1:1', { baseline: 300, faults: [], clone: made });
    expect(longestMs(experiment)).toBe(180_300);
  });

  it('is the baseline alone without faults', () => expect(lasting([])).toBe(300));
});
