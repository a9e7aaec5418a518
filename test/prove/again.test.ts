import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choiceOf, keptFrom, readEarlier, toPlayAgain } from '../../prove/again.ts';
import { notRun, TIME_IS_OVER } from '../../prove/lanes.ts';
import { asJson } from '../../prove/matrix/json.ts';
import type { CellResult } from '../../prove/run-cell.ts';
import { NO_EVENTS } from '../../prove/world/workflow-ids.ts';
import { aCell, anObservation } from './a-cell.ts';

const cells = [aCell('event', 'event/fault/001'), aCell('event', 'event/fault/002'), aCell('reset', 'reset/x')];
const ended = (index: number, change: Partial<CellResult>): CellResult => ({
  ...notRun(cells[index]!, ''),
  status: 'clean',
  why: [],
  seen: anObservation(),
  ...change,
});

describe('playing again what was not clean', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gameday-again-'));
  const file = join(folder, 'matrix.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  const results = [
    ended(0, {}),
    ended(1, { status: 'red', why: ['health was\nblind'] }),
    notRun(cells[2]!, TIME_IS_OVER),
  ];
  const earlier = () => {
    const command = 'npm run prove -- --all';
    writeFileSync(
      file,
      asJson({ results, command, began: Date.UTC(2026, 10, 29), choice: '3 of 3 cells, seed 1.', events: NO_EVENTS }),
    );
    return readEarlier(file);
  };

  it('takes the red cells and those that were never run, and keeps the clean ones', () => {
    expect(toPlayAgain(earlier(), cells).map(({ name }) => name)).toEqual(['event/fault/002', 'reset/x']);
    expect(keptFrom(earlier()).map(({ name }) => name)).toEqual(['event/fault/001']);
  });

  it('does not hide what was wrong the first time', () => {
    expect(choiceOf(earlier(), cells.slice(1))).toBe(
      '3 of 3 cells, seed 1. 1 cells are from `npm run prove -- --all`, begun 2026-11-29 00:00 UTC; 1 that it did not come to were played ' +
        'afterwards; played again: 1 that were red, event/fault/002 (health was blind).',
    );
  });

  it('says what to do when there is no run before', () => {
    expect(() => readEarlier(join(folder, 'none.json'))).toThrow('run npm run prove without --again first');
    writeFileSync(file, '{}');
    expect(() => readEarlier(file)).toThrow('no cells that could be played again');
  });
});
