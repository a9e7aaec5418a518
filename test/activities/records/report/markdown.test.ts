import { renderMarkdown } from '../../../../activities/records/report/markdown.ts';
import { hostile } from './hostile.ts';
import { columnCounts } from './markdown-tables.ts';
import { ALL, broken, held, notRestored, faultsSkipped, refused, targetGone, withoutCurves } from './scenarios.ts';

const NONSENSE = /NaN|undefined|\bnull\b|Invalid Date|\[object|Infinity/;

describe.each(Object.entries(ALL))('the Markdown of a game day: %s', (_, scenario) => {
  it('has the same number of cells in every row of a table, with any text', () => {
    for (const report of [scenario(), hostile(scenario())]) {
      const tables = columnCounts(renderMarkdown(report));
      expect(tables.length).toBeGreaterThan(1);
      for (const rows of tables) expect(new Set(rows).size).toBe(1);
    }
  });

  it('has a word for everything that is not there', () => {
    expect(renderMarkdown(scenario())).not.toMatch(NONSENSE);
  });

  it('lets no text become HTML', () => {
    const outside = renderMarkdown(hostile(scenario())).replace(/(`+)[\s\S]*?\1/g, '');
    expect(outside.replaceAll(/<\/?(details|summary)>/g, '')).not.toMatch(/<[a-z/!]/i);
  });
});

describe('the Markdown', () => {
  it('gives three answers in a table', () => {
    expect(renderMarkdown(broken())).toContain(
      '| Hypothesis | **❌ broken** | ledger-survives-losing-its-leader: write success: 37 acknowledged writes were lost (expected 0). |',
    );
    expect(renderMarkdown(refused())).toContain(
      '| Ended | **⚠️ refused** | Before any fault: the guardrail time-window. |',
    );
  });

  it('says of a skipped fault why', () => {
    const text = renderMarkdown(faultsSkipped());
    expect(text).toMatch(
      /\| end a canary \(process-kill\) \| no target .*\| No target was found: 0 Pod objects.* skipped/,
    );
    expect(text).toContain('2 faults skipped.');
  });

  it('says of a fault whose target went with it that nothing is left', () => {
    expect(renderMarkdown(targetGone())).toContain('✅ nothing left, target gone');
  });

  it('has the command to settle a fault as code', () => {
    expect(renderMarkdown(notRestored())).toContain(
      '`gameday settle gameday/storage-staging-2026-q4/20261201-0900 --fault fault/process:ledger-2:41830 --comment "what you did"`',
    );
  });

  it('says that measurements were lost', () => {
    expect(renderMarkdown(withoutCurves())).toContain('❔ Measurements were lost: artefacts/');
  });

  it('keeps references to secrets as they are', () => {
    expect(renderMarkdown(hostile(held()))).toContain('${secret:DB_PASSWORD}');
  });

  it('ends with the resolved plan', () => {
    expect(renderMarkdown(held())).toMatch(
      /<details><summary>Resolved plan<\/summary>\n\n```yaml\nname: storage-staging-2026-q4\n/,
    );
  });
});
