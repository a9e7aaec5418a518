import { readFileSync } from 'node:fs';
import type { Cell } from './cell.ts';
import type { CellResult } from './run-cell.ts';
import type { Role } from './world/workflow-ids.ts';

/** A run whose cells that were not clean are played again: red ones, and those that it never came to. */
export interface EarlierRun {
  readonly at: string;
  readonly command: string;
  readonly choice?: string;
  readonly events: Readonly<Record<Role, number>>;
  readonly cells: readonly CellResult[];
}

/** Fails with a sentence. */
export function readEarlier(file: string): EarlierRun {
  const { events, cells, ...rest }: EarlierRun = JSON.parse(read(file));
  if (events === undefined || !Array.isArray(cells))
    throw new Error(`${file} has no cells that could be played again: run npm run prove without --again`);
  return { ...rest, events, cells };
}

export const isClean = ({ status }: CellResult): boolean => status === 'clean';

/** In the order of that run. */
export function toPlayAgain(earlier: EarlierRun, all: readonly Cell[]): readonly Cell[] {
  const names = new Set(earlier.cells.filter((cell) => !isClean(cell)).map(({ name }) => name));
  return all.filter(({ name }) => names.has(name));
}

/** What was clean, without its undisturbed cell, which every run has anew. */
export const keptFrom = ({ cells }: EarlierRun): readonly CellResult[] =>
  cells.filter((cell) => isClean(cell) && cell.kind !== 'undisturbed');

/** Says which were red and why: a second try hides nothing. What a stopped run never came to is only counted. */
export function choiceOf({ at, command, choice, cells }: EarlierRun, again: readonly Cell[]): string {
  const before = again.map(({ name }) => cells.find((cell) => cell.name === name)!);
  const red = before
    .filter(({ status }) => status === 'red')
    .map(({ name, why }) => `${name} (${why.join('; ').replaceAll(/\s+/g, ' ').slice(0, 200)})`);
  const kept = `${cells.length - again.length} cells are from \`${command}\`, begun ${at.slice(0, 16).replace('T', ' ')} UTC`;
  const rest = `${before.length - red.length} that it did not come to were played afterwards`;
  return `${choice === undefined ? '' : `${choice} `}${kept}; ${rest}; played again: ${red.length === 0 ? 'none' : `${red.length} that were red, ${red.join(', ')}`}.`;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read: run npm run prove without --again first`, { cause });
  }
}
