import type { FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import { renderHtml } from '../../../../activities/records/report/html.ts';
import { renderMarkdown } from '../../../../activities/records/report/markdown.ts';
import { START } from './a-curve.ts';
import { aReport } from './a-report.ts';
import { aFault, anExperiment, anOutcome, aPause, HELD } from './an-outcome.ts';
import { tagsOf } from './html-tags.ts';

const aClone = (over: Partial<FaultOutcome> = {}): FaultOutcome =>
  aPause({
    name: 'environment',
    fault: 'environment-clone',
    target: { key: 'kubernetes/_/namespace/storage-clone', label: 'namespace storage-clone' },
    preparedAt: START,
    injectedAt: START + 6_000,
    undoStartedAt: START + 40_000,
    undoneAt: START + 52_000,
    verifiedAt: START + 52_500,
    ...over,
  });

const reportOf = (clone: FaultOutcome | undefined, faults = [aFault()], verdict = HELD) =>
  aReport({ outcome: anOutcome({ verdict, experiments: [anExperiment({ clone, faults, verdict })] }) });

describe('the report of an experiment in a disposable environment', () => {
  it('counts what was removed beside what was undone, in both languages', () => {
    const report = reportOf(aClone());
    const answer = '1 fault gone and verified. 1 disposable environment removed and verified.';
    expect(renderHtml(report)).toContain(answer);
    expect(renderMarkdown(report)).toContain(answer);
    expect(tagsOf(renderHtml(report)).length).toBeGreaterThan(0);
  });

  it('says where it was, how long it took to make, and when it was gone', () => {
    const text = renderMarkdown(reportOf(aClone()));
    expect(text).toContain('### Disposable environment\n\n- namespace storage-clone: removed, verified\n');
    expect(text).toMatch(/- Made .*, in 6 s\n- Gone .*, 12\.5\d? s after its removal began/);
  });

  it('does not call an experiment that made a part of it untouched', () => {
    const text = renderMarkdown(reportOf(aClone({ injectedAt: undefined, error: 'the scrub exited with 3' }), []));
    expect(text).toContain('1 disposable environment removed and verified.');
    expect(text).toContain('- namespace storage-clone: never complete; removed: the scrub exited with 3');
    expect(text).not.toContain('Nothing was injected.');
  });

  it('counts one that was refused before anything was made as nothing', () => {
    const nothing = { preparedAt: undefined, injectedAt: undefined, undoStartedAt: undefined, verifiedAt: undefined };
    const text = renderMarkdown(reportOf(aClone({ ...nothing, error: 'the name is taken' }), []));
    expect(text).toContain('Nothing was injected.');
  });

  it('says what is left of one that could not be removed', () => {
    const residue = ['persistentvolume pv-1 still holds a copy of the data'];
    const text = renderMarkdown(
      reportOf(aClone({ restored: 'no', residue }), [aFault()], { ...HELD, restored: 'no', residue }),
    );
    expect(text).toContain('- namespace storage-clone: NOT REMOVED: persistentvolume pv-1 still holds a copy');
    expect(text).not.toContain('removed and verified');
  });
});
