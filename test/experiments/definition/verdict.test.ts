import {
  type Hypothesis,
  type Verdict,
  worstHypothesis,
  worstVerdict,
} from '../../../experiments/definition/verdict.ts';

const held: Verdict = { hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [], reasons: ['met'] };
const aborted: Verdict = {
  hypothesis: 'unknown',
  ended: 'aborted',
  endedBy: 'an SLI',
  restored: 'yes',
  residue: [],
  reasons: ['ended early'],
};
const broken: Verdict = {
  hypothesis: 'broken',
  ended: 'completed',
  restored: 'no',
  residue: ['pid 1 is stopped'],
  reasons: ['missed'],
};

const by = (ended: Verdict['ended']): Verdict => ({ ...held, ended, endedBy: ended });

describe('the worst of several hypotheses', () => {
  it.each<[readonly Hypothesis[], Hypothesis]>([
    [['held', 'held'], 'held'],
    [['held', 'unknown'], 'unknown'],
    [['held', 'unknown', 'broken'], 'broken'],
    [['broken', 'held'], 'broken'],
  ])('%j is %s', (all, worst) => expect(worstHypothesis(all)).toBe(worst));

  it('is unknown when nothing was tested', () => expect(worstHypothesis([])).toBe('unknown'));
});

describe('the verdict of a game day', () => {
  it('is that of its only experiment', () => {
    expect(worstVerdict([held])).toEqual(held);
    expect(worstVerdict([aborted])).toEqual(aborted);
  });

  it('takes the worst of each answer, and keeps every reason and every residue', () => {
    expect(worstVerdict([held, aborted, broken])).toEqual({
      hypothesis: 'broken',
      ended: 'aborted',
      endedBy: 'an SLI',
      restored: 'no',
      residue: ['pid 1 is stopped'],
      reasons: ['met', 'ended early', 'missed'],
    });
  });

  it.each(['errored', 'aborted', 'refused'] as const)(
    'is %s when one of its experiments was, and says by whom',
    (ended) => {
      expect(worstVerdict([held, { ...held, ended, endedBy: 'somebody' }, held])).toMatchObject({
        ended,
        endedBy: 'somebody',
      });
    },
  );

  it('is errored rather than aborted rather than refused', () => {
    expect(worstVerdict([by('refused'), by('aborted'), by('errored')])).toMatchObject({
      ended: 'errored',
      endedBy: 'errored',
    });
    expect(worstVerdict([by('refused'), by('aborted')])).toMatchObject({ ended: 'aborted', endedBy: 'aborted' });
  });

  it('is never held when no experiment was run', () =>
    expect(worstVerdict([])).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes' }));
});
