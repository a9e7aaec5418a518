import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Verdict } from '../../../../experiments/definition/verdict.ts';
import { answersOf } from '../facts/answers.ts';
import { icon } from './icon.ts';
import { html, type Markup } from './markup.ts';

/** The three answers side by side. */
export function answerCards(verdict: Verdict, experiments: readonly ExperimentOutcome[], skipped = 0): Markup {
  const cards = Object.values(answersOf(verdict, experiments, skipped)).map(
    ({ question, word, tone, detail }) =>
      html`<div class="answer ${tone}">${icon(tone)}<p><span class="question">${question}</span> <strong>${word}</strong></p><p class="detail">${detail}</p></div>`,
  );
  return html`<div class="answers">${cards}</div>`;
}

const MOST_REASONS = 6;

/** What is not as it was, and why the hypothesis is what it is. */
export function explanation({ residue, reasons }: Verdict): Markup {
  const left = residue.length === 0 ? null : html`<div class="residue"><h3>Not as it was</h3>${lines(residue)}</div>`;
  const further = reasons.slice(1, MOST_REASONS);
  const rest = reasons.length - MOST_REASONS;
  const more = rest > 0 ? [`and ${rest} more, see the tables below`] : [];
  const why =
    further.length === 0
      ? null
      : html`<div class="reasons"><h3>Further reasons</h3>${lines([...further, ...more])}</div>`;
  return html`${left}${why}`;
}

function lines(texts: readonly string[]): Markup {
  return html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}
