import { createHash } from 'node:crypto';
import type { Cell } from './cell.ts';

/** `1/5` → 0.2. */
export function parseRatio(text: string): number {
  const [, above, below] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const ratio = Number(above) / Number(below);
  if (ratio > 0 && ratio <= 1) return ratio;
  throw new Error(`--sample is "${text}"; expected a part of all, as in 1/5`);
}

/** The same seed and the same cells give the same choice. Of every kind at least one is taken. */
export function sampleOf(cells: readonly Cell[], ratio: number, seed: number): readonly Cell[] {
  const drawn = cells
    .map((cell) => ({ cell, draw: drawOf(`${seed} ${cell.name}`) }))
    .toSorted((a, b) => a.draw - b.draw);
  const taken = new Set<string>();
  for (const kind of new Set(cells.map((cell) => cell.kind))) {
    const ofKind = drawn.filter(({ cell }) => cell.kind === kind);
    for (const { cell } of ofKind.slice(0, Math.max(1, Math.round(ofKind.length * ratio)))) taken.add(cell.name);
  }
  return cells.filter(({ name }) => taken.has(name));
}

/** In the order in which they are run: should the time not be enough, every kind has had its share. */
export function mixed(cells: readonly Cell[], seed: number): readonly Cell[] {
  const places = new Map<string, number>();
  return cells
    .toSorted((a, b) => drawOf(`${seed} ${a.name}`) - drawOf(`${seed} ${b.name}`))
    .map((cell) => {
      const place = (places.get(cell.kind) ?? 0) + 1;
      places.set(cell.kind, place);
      return { cell, at: place / cells.filter(({ kind }) => kind === cell.kind).length };
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ cell }) => cell);
}

/** Kind, name, or the beginning of a name up to a slash; several are separated by commas. */
export const isMeant = ({ kind, name }: Cell, only: string | undefined): boolean =>
  only === undefined || only.split(',').some((one) => kind === one || name === one || name.startsWith(`${one}/`));

const drawOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0);
