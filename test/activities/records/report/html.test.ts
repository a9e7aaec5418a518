import { createHash } from 'node:crypto';
import { renderHtml } from '../../../../activities/records/report/html.ts';
import { aSliResult } from './a-curve.ts';
import { aReport } from './a-report.ts';
import { anExperiment, anOutcome, aPause, aWriteAccount } from './an-outcome.ts';
import { hostile, HOSTILE } from './hostile.ts';
import { contentOf, tagsOf } from './html-tags.ts';
import {
  aborted,
  ALL,
  blind,
  broken,
  empty,
  held,
  notRestored,
  refused,
  faultsSkipped,
  withoutCurves,
  withoutSlis,
} from './scenarios.ts';

const NONSENSE = /NaN|undefined|\bnull\b|Invalid Date|\[object|Infinity/;

describe.each(Object.entries(ALL))('the page of a game day: %s', (_, scenario) => {
  it('is well formed, with any text', () => {
    expect(() => tagsOf(renderHtml(scenario()))).not.toThrow();
    expect(() => tagsOf(renderHtml(hostile(scenario())))).not.toThrow();
  });

  it('has a word for everything that is not there', () => {
    expect(contentOf(renderHtml(scenario()))).not.toMatch(NONSENSE);
  });

  it('loads nothing from anywhere', () => {
    const loading = tagsOf(renderHtml(hostile(scenario()))).filter(
      ({ name, attributes: { src, href = '#', fill = 'url(#' } }) =>
        ['link', 'img', 'iframe', 'object', 'embed', 'base'].includes(name) ||
        src !== undefined ||
        !href.startsWith('#') ||
        !fill.startsWith('url(#'),
    );
    expect(loading).toEqual([]);
  });

  it('lets no text become markup, and no tag act by itself', () => {
    const page = renderHtml(hostile(scenario()));
    const tags = tagsOf(page);
    expect(tags.filter(({ name }) => name === 'script')).toHaveLength(1);
    expect(page).not.toContain('<script>alert');
    expect(['\u0007', '\u202e'].filter((sign) => page.includes(sign))).toEqual([]);
    expect(
      tags
        .flatMap(({ attributes }) => Object.keys(attributes))
        .filter((key) => key.startsWith('on') || key === 'style'),
    ).toEqual([]);
  });
});

describe('the page', () => {
  it('says of a skipped fault why, and counts it neither as done nor as a hit', () => {
    const text = contentOf(renderHtml(faultsSkipped()));
    expect(text).toContain('2 faults skipped.');
    expect(text).toContain('was not ended: 1 pod of deployment shop/web runs');
    expect(text).toContain('No target was touched.');
  });

  it('allows its own style and script by their hashes, and nothing else', () => {
    const page = renderHtml(held());
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hashOf = (tag: string): string => {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hashOf('style')}; script-src ${hashOf('script')}; base-uri 'none'; form-action 'none'`,
    );
  });

  it('gives three answers, each with a word and a shape', () => {
    const page = renderHtml(notRestored());
    for (const [question, word, tone] of [
      ['Hypothesis', 'unknown', 'unknown'],
      ['Ended', 'completed', 'good'],
      ['Restored', 'NOT RESTORED', 'bad'],
    ]) {
      expect(page).toMatch(
        new RegExp(
          `<div class="answer ${tone}"><svg class="icon ${tone}"[\\s\\S]*?<span class="question">${question}</span> <strong>${word}</strong>`,
        ),
      );
    }
  });

  it('says what to do about residue, with a command to copy', () => {
    const page = renderHtml(notRestored());
    expect(page).toContain('<strong>NOT RESTORED</strong>');
    expect(page).toContain(
      '<code class="command">gameday settle gameday/storage-staging-2026-q4/20261201-0900 --fault fault/process:ledger-2:41830 --comment &quot;what you did&quot;</code>',
    );
  });

  it('shows the first twenty lost writes and how many more there are', () => {
    const page = renderHtml(broken());
    expect(page.match(/<code>w-7f3a-\d+<\/code>/g)).toHaveLength(1 + 20);
    expect(page).toContain('<p class="more">17 more</p>');
  });

  it('does not let a zero look like a proof when the account does not stand', () => {
    const writes = aWriteAccount({ finalRead: 'missing', unknownBecause: 'no final read' });
    const outcome = anOutcome({ experiments: [anExperiment({ slis: [aSliResult({ writes })] })] });
    const page = renderHtml(aReport({ outcome }));
    expect(page).toContain('This account does not stand: no final read.');
    expect(page).toContain('none seen, but not ruled out');
  });

  it('draws one chart per SLI, with the fault, the thresholds and the abort in it', () => {
    expect(renderHtml(broken()).match(/<svg class="plot"/g)).toHaveLength(4);
    const page = renderHtml(aborted());
    expect(page).toContain('breach, aborted +27.5 s');
    expect(page).toContain('aborts above 300 ms');
    expect(page).toContain('kill the leader: +12.4 s to +30.1 s (17.7 s)');
  });

  it('shows where nothing was measured', () => {
    const page = renderHtml(blind());
    expect(page).toContain('<title>no data for 32 s</title>');
    expect(page).toContain('Blind for 32 s, +15 s to +47 s: Prometheus refused the connection');
    expect(page).toContain('not measured');
  });

  it('keeps the numbers when the curves are lost, and says why they are', () => {
    const page = renderHtml(withoutCurves());
    expect(page).toContain(
      'Measurements were lost: artefacts/storage-staging-2026-q4/1/measurements.json does not have the hash that was recorded.',
    );
    expect(page).toContain('20.9 %');
    expect(page).not.toContain('<svg class="plot"');
  });

  it('says that nothing was injected when it was refused', () => {
    const page = renderHtml(refused());
    expect(page).toContain('Nothing was sampled and nothing was injected.');
    expect(page).toContain('outside of monday');
    expect(page).not.toContain('<h3>Faults</h3>');
  });

  it('makes sense without SLIs and without experiments', () => {
    expect(renderHtml(withoutSlis())).toContain('This experiment samples no SLI.');
    expect(renderHtml(empty())).toContain('No experiment was begun.');
  });

  it('keeps references to secrets as they are', () => {
    expect(renderHtml(hostile(held()))).toContain('${secret:DB_PASSWORD}');
    expect(HOSTILE).toContain('${secret:DB_PASSWORD}');
  });

  it('shows times in UTC and in the zone of the window', () => {
    expect(renderHtml(held())).toContain(
      '2026-12-01 08:59:18 to 09:01:18 UTC<small>09:59 to 10:01 in Europe/Berlin</small>',
    );
  });

  it('does not fail over a time that cannot be', () => {
    const report = aReport({ generatedAt: Number.NaN });
    expect(contentOf(renderHtml(report))).toContain('Written – by gameday');
  });
});

it('says of a fault that its guard had undone how long before, not a time below zero', () => {
  const early = anOutcome({
    experiments: [anExperiment({ faults: [aPause({ undoneAt: aPause().undoStartedAt! - 27_000 })] })],
  });
  expect(contentOf(renderHtml(aReport({ outcome: early })))).toContain('ended by itself 27 s before the undo began');
});
