import type { FaultBand } from '../facts/fault-bands.ts';
import { type Frame, rounded } from './frame.ts';
import { shortened } from './shortened.ts';

/** A fault band with its place in a chart. */
export interface PlacedBand {
  readonly band: FaultBand;
  readonly lane: number;
  readonly x: number;
  readonly width: number;
  readonly label: string;
  /** Labels of bands that begin far right are written to the left of their end. */
  readonly labelAt: { readonly x: number; readonly anchor: 'start' | 'end' };
}

/** Share of the width that one letter takes in the narrowest chart that shows names (about 600 px). */
const PERCENT_PER_LETTER = 1.1;

/** Bands whose bars or labels would touch get lanes of their own. */
export function placeBands(bands: readonly FaultBand[], frame: Frame): readonly PlacedBand[] {
  const laneEnds: number[] = [];
  return bands.map((band) => {
    const x = frame.percent(band.from);
    const end = band.to === undefined ? 100 : frame.percent(band.to);
    const label = shortened(labelOf(band), 36);
    const room = label.length * PERCENT_PER_LETTER + 3;
    const toTheLeft = x + room > 100;
    const left = toTheLeft ? Math.min(x, end - room) : x;
    const right = toTheLeft ? end : Math.max(end, x + room);
    const free = laneEnds.findIndex((laneEnd) => laneEnd <= left);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = right + 0.5;
    const labelAt = toTheLeft ? ({ x: end, anchor: 'end' } as const) : ({ x, anchor: 'start' } as const);
    return { band, lane, x, width: Math.max(0.3, rounded(end - x)), label, labelAt };
  });
}

export function labelOf({ name, targets, to }: FaultBand): string {
  const on = targets > 1 ? ` (${targets} targets)` : '';
  return `${name}${on}${to === undefined ? ' → not undone' : ''}`;
}
