import type { Report } from '../../../experiments/definition/report.ts';
import { answersOf } from './facts/answers.ts';
import { headline } from './facts/headline.ts';
import { dateAndTime } from './format/clock.ts';
import { chartPatterns } from './chart/patterns.ts';
import { answerCards, explanation } from './html/answers.ts';
import { approvals } from './html/approvals.ts';
import { experimentSection } from './html/experiment.ts';
import { header } from './html/header.ts';
import { html } from './html/markup.ts';
import { nextSection } from './html/next-section.ts';
import { overview } from './html/overview.ts';
import { page } from './html/page.ts';
import { planSection } from './html/plan.ts';
import { skipped } from './html/skipped.ts';

/** One file that needs nothing else: it can be mailed, archived and printed. */
export function renderHtml(report: Report): string {
  const { outcome, tool, generatedAt } = report;
  const verdict = headline(outcome);
  const answers = answersOf(verdict, outcome.experiments, outcome.skipped.length);
  const title = `${outcome.name}: ${Object.values(answers)
    .map(({ question, word }) => `${question.toLowerCase()} ${word}`)
    .join(', ')}`;
  return page(
    title,
    html`${chartPatterns()}${header(report)}
<section id="verdict"><h2>Verdict</h2>${answerCards(verdict, outcome.experiments, outcome.skipped.length)}${explanation(verdict)}</section>
${nextSection(report)}${overview(report)}
${outcome.experiments.map((experiment, index) => experimentSection(report, experiment, index))}
${outcome.experiments.length === 0 ? html`<section><p class="none">No experiment was begun.</p></section>` : null}
${approvals(report)}${skipped(report)}${planSection(report)}
<footer>Written ${dateAndTime(generatedAt)} by ${tool.name} ${tool.version}.</footer>`,
  );
}
