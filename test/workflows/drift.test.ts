import type { ResolvedTargets } from '../../experiments/definition/identity.ts';
import { driftOf } from '../../workflows/drift.ts';

const seen = (...names: readonly string[]): ResolvedTargets => ({ matched: names.length, taken: [], names });

describe('the drift of targets', () => {
  it('is nothing while the same match, whichever are drawn', () => {
    expect(driftOf([seen('pod a (1)', 'pod b (2)')], [seen('pod b (2)', 'pod a (1)')])).toBeUndefined();
    expect(driftOf([{ matched: 3, taken: [] }], [{ matched: 2, taken: [] }])).toBeUndefined();
  });

  it('names what is gone and what is new, also under an old name', () => {
    expect(driftOf([seen('pod a (1)', 'pod b (2)')], [seen('pod b (9)'), seen('pod a (1)')])).toBe(
      'gone: pod b (2); new: pod b (9)',
    );
    expect(driftOf([seen('pod a (1)')], [{ matched: 0, taken: [], skipped: 'none' }])).toBe('gone: pod a (1)');
  });

  it('stays short', () => {
    const many = Array.from({ length: 30 }, (_, index) => `pod ${index}`);
    expect(driftOf([seen()], [seen(...many)])).toMatch(/^new: pod 0, .*pod 9 and 20 more$/);
  });
});
