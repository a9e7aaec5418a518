import type { BlindGap, ExperimentOutcome, SliCurve, SliResult } from '../../../../experiments/definition/outcome.ts';
import { chart } from '../chart/chart.ts';
import { frameOf } from '../chart/frame.ts';
import { abortPoint } from '../facts/abort-point.ts';
import { faultBands } from '../facts/fault-bands.ts';
import type { Measurements } from '../facts/measurements.ts';
import { durationBetween, relative } from '../format/clock.ts';
import { duration } from '../format/duration.ts';
import { count, counted } from '../format/number.ts';
import { icon } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { phaseTable } from './phase-table.ts';
import { writeAccount } from './write-account.ts';

export function slis(experiment: ExperimentOutcome, { slis: all, lost }: Measurements): Markup {
  if (all.length === 0) return html`<h3>SLIs</h3><p class="none">This experiment samples no SLI.</p>`;
  const curves = all.map(({ curve }) => curve).filter((curve) => curve !== undefined);
  const frame = frameOf(experiment, curves);
  const bands = faultBands(experiment.faults);
  const abort = abortPoint(experiment);
  const notice =
    lost === undefined
      ? null
      : html`<p class="notice">${icon('unknown')}<span>Measurements were lost: ${lost}.</span></p>`;
  const drawn = all.map(({ result, curve }) =>
    sli(
      result,
      drawable(curve, (it) => chart(it, bands, abort, frame)),
      experiment.startedAt,
    ),
  );
  return html`<h3>SLIs</h3>${notice}${drawn}`;
}

function drawable(curve: SliCurve | undefined, draw: (curve: SliCurve) => Markup): Markup | null {
  return curve === undefined || curve.buckets.length === 0 ? null : draw(curve);
}

function sli(result: SliResult, drawing: Markup | null, zero: number): Markup {
  return html`<div class="sli"><div class="sli-head"><h4>${result.name}</h4>${sampling(result)}${drawing}</div>
${gapList(result.gaps, zero)}${phaseTable(result)}${writeAccount(result.writes)}</div>`;
}

function sampling({ probe, everyMs, samples, late, missed, latenessP99Ms, abortIf }: SliResult): Markup {
  const parts = [
    probe,
    `every ${duration(everyMs)}`,
    counted(samples, 'sample'),
    ...(samples === 0 ? [] : [`${count(late)} late (p99 ${duration(latenessP99Ms)})`, `${count(missed)} missed`]),
    ...(abortIf === undefined ? [] : [`aborts if ${abortIf}`]),
  ];
  return html`<p class="sampling">${parts.join(' · ')}</p>`;
}

function gapList(gaps: readonly BlindGap[], zero: number): Markup {
  if (gaps.length === 0) return html``;
  const items = gaps.map(
    ({ from, to, why }) =>
      html`<li>Blind for ${durationBetween(from, to)}, ${relative(from, zero)} to ${relative(to, zero)}: ${why}</li>`,
  );
  return html`<ul class="blind">${items}</ul>`;
}
