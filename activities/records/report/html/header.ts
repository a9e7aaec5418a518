import type { Report } from '../../../../experiments/definition/report.ts';
import { clockTime, dateAndTime, durationBetween, localTimes } from '../format/clock.ts';
import { html, type Markup, type Piece } from './markup.ts';

export function header({ outcome, plan }: Report): Markup {
  const facts: readonly (readonly [string, Piece])[] = [
    ['When', whenOf(outcome.startedAt, outcome.endedAt, plan.window?.timeZone)],
    ['Took', durationBetween(outcome.startedAt, outcome.endedAt)],
    ['Environment', html`<strong>${outcome.environment}</strong>`],
    ['Requested by', outcome.requestedBy],
    ...peopleOf(plan.people).map(([role, names]) => [role, names] as const),
    ...(plan.team === undefined ? [] : [['Team', plan.team] as const]),
    ['Game day id', html`<code>${outcome.id}</code>`],
    ['Plan hash', html`<code class="hash">${outcome.planHash}</code>`],
  ];
  return html`<header class="top">
<p class="kind">Game day report</p>
<h1>${outcome.name}</h1>
${outcome.objective === '' ? null : html`<p class="lead">${outcome.objective}</p>`}
<dl class="facts">${facts.map(([term, value]) => html`<div${LONG.has(term) ? html` class="long"` : null}><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
</header>`;
}

/** Their values need the whole width of a narrow screen. */
const LONG: ReadonlySet<string> = new Set(['When', 'Game day id', 'Plan hash']);

function whenOf(from: number, to: number, timeZone = 'UTC'): Markup {
  const sameDay = dateAndTime(from).slice(0, 10) === dateAndTime(to).slice(0, 10);
  const end = sameDay ? `${clockTime(to)} UTC` : dateAndTime(to);
  const start = sameDay ? dateAndTime(from).replace(' UTC', '') : dateAndTime(from);
  const local = localTimes(from, to, timeZone);
  return html`${start} to ${end}${local === undefined ? null : html`<small>${local}</small>`}`;
}

function peopleOf(people: Report['plan']['people']): readonly (readonly [string, string])[] {
  const roles: readonly (readonly [string, string | undefined])[] = [
    ['Owner', people.owner],
    ['Facilitator', people.facilitator],
    ['Scribe', people.scribe],
    ['On call', people.onCall],
    ['Approvers', people.approvers.join(', ')],
    ['Observers', people.observers.join(', ')],
  ];
  return roles.flatMap(([role, names]) => (names === undefined || names === '' ? [] : [[role, names] as const]));
}
