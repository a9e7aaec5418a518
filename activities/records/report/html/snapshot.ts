import type { ExperimentOutcome, SnapshotOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Tone } from '../facts/tone.ts';
import { dateAndTime } from '../format/clock.ts';
import { bytes, counted } from '../format/number.ts';
import { badge } from './icon.ts';
import { html, type Markup, type Piece } from './markup.ts';

const AFTERWARDS: { readonly [V in SnapshotOutcome['verifiedAfterwards']]: readonly [Tone, string] } = {
  yes: ['good', 'verified'],
  no: ['bad', 'check failed'],
  'not asked': ['neutral', 'not asked for'],
};
const RESTORED: { readonly [R in SnapshotOutcome['restored']]: readonly [Tone, string] } = {
  yes: ['good', 'restored'],
  failed: ['bad', 'restore failed'],
  'not needed': ['neutral', 'not needed'],
};

export function snapshot({ snapshot: taken }: ExperimentOutcome): Markup {
  if (taken === undefined) return html``;
  const { reference } = taken;
  const facts: readonly (readonly [string, Piece])[] = [
    ['Of', html`${reference.subject} <small>${reference.kind}, ${reference.method}</small>`],
    ['Taken', dateAndTime(reference.takenAt)],
    [
      'Size',
      `${bytes(reference.bytes)}, ${counted(reference.files, reference.kind === 'directory' ? 'file' : 'volume')}`,
    ],
    ['Verified before the fault', reference.verified],
    ['Check afterwards', badge(...AFTERWARDS[taken.verifiedAfterwards])],
    [
      'Put back',
      html`${badge(...RESTORED[taken.restored])}${taken.detail === '' ? null : html`<small>${taken.detail}</small>`}`,
    ],
    ['Id', html`<code>${reference.id}</code>`],
    ['Manifest (SHA-256)', html`<code class="hash">${reference.manifest}</code>`],
  ];
  return html`<h3>Snapshot</h3><dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}
