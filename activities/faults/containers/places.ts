import { slotOf } from '../process/slot.ts';
import type { InnerProcess } from './processes.ts';

/** How many processes filled each place that a victim filled; a place is a hash, see process/slot.ts. */
export type Places = Readonly<Record<string, number>>;

export function countPlaces(victims: readonly InnerProcess[], all: readonly InnerProcess[]): Places {
  const places: Record<string, number> = {};
  for (const { commandLine } of victims) {
    const place = slotOf(commandLine);
    places[place] ??= countIn(place, all);
  }
  return places;
}

/** One line for all places that fewer processes fill than before. */
export function missingFrom(before: Places, now: readonly InnerProcess[], label: string): readonly string[] {
  const counts = Object.entries(before).map(([place, due]) => ({ due, there: Math.min(due, countIn(place, now)) }));
  const due = counts.reduce((sum, one) => sum + one.due, 0);
  const there = counts.reduce((sum, one) => sum + one.there, 0);
  if (there >= due) return [];
  return [
    `${there} of ${due} processes like those that were killed run in ${label}; whatever runs them must start ${due - there} more`,
  ];
}

const countIn = (place: string, all: readonly InnerProcess[]): number =>
  all.filter(({ commandLine }) => slotOf(commandLine) === place).length;
