import { EXIT, exitCodeOf } from '../../../experiments/definition/exit-code.ts';
import type { Ended, Hypothesis, Verdict } from '../../../experiments/definition/verdict.ts';

const HYPOTHESES: readonly Hypothesis[] = ['held', 'broken', 'unknown'];
const ENDS: readonly Ended[] = ['completed', 'aborted', 'refused', 'errored'];
const aVerdict = (hypothesis: Hypothesis, ended: Ended, restored: Verdict['restored'] = 'yes'): Verdict => ({
  hypothesis,
  ended,
  restored,
  residue: [],
  reasons: [],
});

describe('the exit code', () => {
  it.each<[Hypothesis, Ended, number]>([
    ['held', 'completed', 0],
    ['broken', 'completed', 1],
    ['broken', 'aborted', 1],
    ['unknown', 'completed', 3],
    ['unknown', 'aborted', 3],
    ['unknown', 'errored', 3],
    ['held', 'aborted', 3],
    ['unknown', 'refused', 4],
  ])('of a hypothesis that is %s and a game day that is %s is %d', (hypothesis, ended, code) => {
    expect(exitCodeOf(aVerdict(hypothesis, ended))).toBe(code);
  });

  it('says NOT RESTORED before everything else', () => {
    for (const hypothesis of HYPOTHESES)
      for (const ended of ENDS) expect(exitCodeOf(aVerdict(hypothesis, ended, 'no'))).toBe(5);
  });

  it('is zero for nothing but a hypothesis that held in a game day that completed and was put back', () => {
    const green = HYPOTHESES.flatMap((hypothesis) =>
      ENDS.filter((ended) => exitCodeOf(aVerdict(hypothesis, ended)) === 0).map((ended) => [hypothesis, ended]),
    );
    expect(green).toEqual([['held', 'completed']]);
  });

  it('is another one for every answer', () => expect(new Set(Object.values(EXIT)).size).toBe(Object.keys(EXIT).length));
});
