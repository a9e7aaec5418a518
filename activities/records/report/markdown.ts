import type { Report } from '../../../experiments/definition/report.ts';
import { headline } from './facts/headline.ts';
import { mdClosing } from './markdown/closing.ts';
import { mdWithCode } from './markdown/escape.ts';
import { mdExperiment } from './markdown/experiment.ts';
import { mdHeader } from './markdown/header.ts';
import { mdVerdict } from './markdown/verdict.ts';

/** GitHub's Markdown, for pull requests and tickets. */
export function renderMarkdown(report: Report): string {
  const { outcome, next } = report;
  const steps = next.map((step, index) => `${index + 1}. ${mdWithCode(step)}`).join('\n');
  const blocks = [
    ...mdHeader(report),
    '## Verdict',
    ...mdVerdict(headline(outcome), outcome.experiments, outcome.skipped.length),
    ...(next.length === 0 ? [] : ['## What to do next', steps]),
    ...outcome.experiments.flatMap((experiment, index) => mdExperiment(report, experiment, index)),
    ...(outcome.experiments.length === 0 ? ['No experiment was begun.'] : []),
    ...mdClosing(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}
