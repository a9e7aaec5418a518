import type { ExperimentOutcome, FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import { faultState, overAt } from '../facts/fault-state.ts';
import type { Tone } from '../facts/tone.ts';
import { dateAndTime, durationBetween, relative } from '../format/clock.ts';
import { counted } from '../format/number.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

const EFFECT: { readonly [O in FaultOutcome['effect']['observed']]: readonly [Tone, string] } = {
  yes: ['good', 'observed'],
  no: ['unknown', 'not observed'],
  unknown: ['unknown', 'unknown'],
};

export function faults({ faults: all, startedAt }: ExperimentOutcome): Markup {
  if (all.length === 0) return html`<h3>Faults</h3><p class="none">No fault was injected.</p>`;
  const columns: readonly Column<FaultOutcome>[] = [
    { head: 'Fault', cell: ({ name, fault, target }) => html`${name}<small>${fault} on ${target.label}</small>` },
    { head: 'On', cell: (fault) => onFor(fault, startedAt) },
    {
      head: 'Effect',
      cell: ({ effect }) => html`${badge(...EFFECT[effect.observed])}<small>${effect.evidence}</small>`,
    },
    { head: 'Undo', cell: undo },
    { head: 'If all of ours were gone', cell: ({ expiry }) => expiry },
  ];
  return html`<h3>Faults</h3>${table('text', 'What was injected, and how it ended', columns, all)}`;
}

function onFor(fault: FaultOutcome, zero: number): Markup {
  const why = fault.error ?? fault.skipped;
  if (why !== undefined) return html`<small>${why}</small>`;
  if (fault.injectedAt === undefined) return html`never`;
  const over = overAt(fault);
  const from = relative(fault.injectedAt, zero);
  if (over === undefined) return html`<span class="whole">since ${from}</span><small>${fault.releasedBecause}</small>`;
  return html`<span class="whole">${durationBetween(fault.injectedAt, over)}</span><small class="whole">${from} to ${relative(over, zero)}</small><small>${fault.releasedBecause}</small>`;
}

function undo(fault: FaultOutcome): Markup {
  const state = faultState(fault);
  const verb = fault.recovery === 'self-heals' ? 'heals by itself' : undoTook(fault);
  const failures =
    fault.undoFailures === 0 ? null : html`<small>${counted(fault.undoFailures, 'failed attempt')}</small>`;
  const settled =
    fault.settled === undefined
      ? null
      : html`<small>by ${fault.settled.by}, ${dateAndTime(fault.settled.at)}: ${fault.settled.comment}</small>`;
  const residue = fault.residue.map((line) => html`<small class="left">left: ${line}</small>`);
  return html`${badge(state.tone, state.word)}${verb === '' ? null : html`<small>${verb}</small>`}${failures}${residue}${settled}`;
}

function undoTook({ undoStartedAt, undoneAt, verifiedAt }: FaultOutcome): string {
  if (undoStartedAt === undefined || undoneAt === undefined) return '';
  const verified = verifiedAt === undefined ? '' : `, verified ${durationBetween(undoneAt, verifiedAt)} later`;
  if (undoneAt < undoStartedAt)
    return `ended by itself ${durationBetween(undoneAt, undoStartedAt)} before the undo began${verified}`;
  return `took ${durationBetween(undoStartedAt, undoneAt)}${verified}`;
}
