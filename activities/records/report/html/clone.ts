import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import { cloneState } from '../facts/clone.ts';
import { dateAndTime, durationBetween } from '../format/clock.ts';
import { badge } from './icon.ts';
import { html, type Markup, type Piece } from './markup.ts';

export function clone({ clone: made }: ExperimentOutcome): Markup {
  if (made === undefined) return html``;
  const { word, tone, detail } = cloneState(made);
  const { target, preparedAt, injectedAt, undoStartedAt, verifiedAt } = made;
  const facts: (readonly [string, Piece])[] = [['Where', html`${target.label}`]];
  if (preparedAt !== undefined && injectedAt !== undefined) {
    facts.push(['Made', `${dateAndTime(injectedAt)}, in ${durationBetween(preparedAt, injectedAt)}`]);
  }
  facts.push(['Afterwards', html`${badge(tone, word)}${detail === '' ? null : html`<small>${detail}</small>`}`]);
  if (undoStartedAt !== undefined && verifiedAt !== undefined) {
    facts.push([
      'Gone',
      `${dateAndTime(verifiedAt)}, ${durationBetween(undoStartedAt, verifiedAt)} after its removal began`,
    ]);
  }
  return html`<h3>Disposable environment</h3><dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}
