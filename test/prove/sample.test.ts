import { describe, expect, it } from '@jest/globals';
import { isMeant, mixed, parseRatio, sampleOf } from '../../prove/sample.ts';
import { allCells } from '../../prove/cells/index.ts';
import { NO_EVENTS } from '../../prove/world/workflow-ids.ts';
import { aCell } from './a-cell.ts';

const cells = [
  ...Array.from({ length: 50 }, (_, nth) => aCell('event', `event/game day/${nth}`)),
  aCell('cancel', 'cancel/on'),
  aCell('never back', 'never back/on'),
];
const namesOf = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);

describe('a sample', () => {
  it('takes its part of every kind, and at least one', () => {
    const names = namesOf(sampleOf(cells, 1 / 5, 1));
    expect(names).toHaveLength(12);
    expect(names).toEqual(expect.arrayContaining(['cancel/on', 'never back/on']));
  });

  it('is the same for the same seed, and another for another', () => {
    expect(namesOf(sampleOf(cells, 1 / 5, 7))).toEqual(namesOf(sampleOf(cells, 1 / 5, 7)));
    expect(namesOf(sampleOf(cells, 1 / 5, 7))).not.toEqual(namesOf(sampleOf(cells, 1 / 5, 8)));
  });

  it('is run in an order in which every kind comes in time', () => {
    const names = namesOf(mixed(cells, 1));
    expect(names.toSorted()).toEqual(namesOf(cells).toSorted());
    const firstKinds = mixed(allCells({ ...NO_EVENTS, 'game day': 50 }), 1).slice(0, 60);
    expect(new Set(firstKinds.map(({ kind }) => kind)).size).toBeGreaterThan(8);
  });

  it.each(['1', '2/1', '0/5', 'a/b'])('refuses %s', (text) => {
    expect(() => parseRatio(text)).toThrow(`--sample is "${text}"`);
  });
});

describe('--only', () => {
  it('means a kind, a name, or the beginning of names', () => {
    const cell = aCell('terminate', 'terminate/game day/on');
    expect(['terminate', 'terminate/game day/on', 'terminate/game day'].map((only) => isMeant(cell, only))).toEqual([
      true,
      true,
      true,
    ]);
    expect(isMeant(cell, 'terminate/game')).toBe(false);
  });
});

describe('the cells', () => {
  it('have names of their own', () => {
    const names = namesOf(allCells({ ...NO_EVENTS, 'game day': 3, 'fault beside': 2 }));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['event/game day/003', 'event/fault beside/002']));
  });
});
