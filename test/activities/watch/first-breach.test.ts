import type { Breach } from '../../../experiments/definition/outcome.ts';
import { firstBreach } from '../../../activities/watch/first-breach.ts';

const breach: Breach = { sli: 'health', kind: 'blind', at: 5, since: 1, text: 'blind' };

/** A sampling that breaches when it is told to. */
function aSampling() {
  const listeners = new Set<() => void>();
  const sampling = {
    found: undefined as Breach | undefined,
    asked: [] as number[],
    listeners,
    breach(since: number) {
      sampling.asked.push(since);
      return sampling.found;
    },
    onTick(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return sampling;
}

describe('the first breach', () => {
  it('is found at once when it is there already', async () => {
    const sampling = aSampling();
    sampling.found = breach;
    expect(await firstBreach(sampling, 7, new AbortController().signal)).toEqual({ ended: 'breach', breach });
    expect(sampling.asked).toEqual([7]);
    expect(sampling.listeners.size).toBe(0);
  });

  it('is found at the tick that shows it', async () => {
    const sampling = aSampling();
    const found = firstBreach(sampling, 0, new AbortController().signal);
    sampling.found = breach;
    for (const listener of sampling.listeners) listener();
    expect(await found).toMatchObject({ breach });
  });

  it('is found without any tick, for time alone makes blind', async () => {
    const sampling = aSampling();
    const found = firstBreach(sampling, 0, new AbortController().signal);
    sampling.found = breach;
    expect(await found).toMatchObject({ breach });
  });

  it('is no longer looked for after a cancel, also when that came first', async () => {
    const sampling = aSampling();
    const stopping = new AbortController();
    const found = firstBreach(sampling, 0, stopping.signal);
    stopping.abort(new Error('cancelled'));
    await expect(found).rejects.toThrow('cancelled');
    await expect(firstBreach(sampling, 0, stopping.signal)).rejects.toThrow('cancelled');
    expect(sampling.listeners.size).toBe(0);
  });
});
