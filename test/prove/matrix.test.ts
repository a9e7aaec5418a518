import { describe, expect, it } from '@jest/globals';
import { asJson } from '../../prove/matrix/json.ts';
import { asMarkdown } from '../../prove/matrix/markdown.ts';
import { progressOf } from '../../prove/matrix/progress.ts';
import { summaryOf } from '../../prove/matrix/summary.ts';
import { notRun, TIME_IS_OVER } from '../../prove/lanes.ts';
import type { CellResult } from '../../prove/run-cell.ts';
import { NO_EVENTS } from '../../prove/world/workflow-ids.ts';
import { aCell, anObservation } from './a-cell.ts';

const clean: CellResult = {
  kind: 'event',
  name: 'event/game day/003',
  status: 'clean',
  why: [],
  seen: anObservation(),
  tookMs: 9_000,
  kept: undefined,
};
const red: CellResult = {
  ...clean,
  kind: 'cancel',
  name: 'cancel/game day/on',
  status: 'red',
  why: ['left: it is on | still'],
  kept: '/tmp/kept',
};
const results = [clean, red, notRun(aCell('reset', 'reset/x'), TIME_IS_OVER)];
const matrix = {
  results,
  command: 'npm run prove -- --all',
  began: Date.UTC(2026, 10, 20),
  choice: '113 of 565 cells, seed 1.',
  events: NO_EVENTS,
};

describe('the matrix', () => {
  it('as Markdown tells versions, date and command, every kind, every cell, and why one is not clean', () => {
    const text = asMarkdown(matrix);
    expect(text).toContain('`npm run prove -- --all` on 2026-11-20 00:00 UTC: durable-game-days ');
    expect(text).toContain('\n113 of 565 cells, seed 1.\n');
    expect(text).toContain('| event | 1 | 1 | 0 | 0 | 100 | 4000 |');
    expect(text).toContain('- **cancel/game day/on** (red): left: it is on \\| still');
    expect(text).toContain(
      '| event/game day/003 | clean | SIGKILL of the worker | 0 | 1 1 1 1 | 100 | 4000 | held, completed, restored: yes |',
    );
    expect(text).toContain('| reset/x | not run | the time was over |');
  });

  it('as JSON holds what was seen and what was measured', () => {
    const { cells, command } = JSON.parse(asJson(matrix));
    expect(command).toBe('npm run prove -- --all');
    expect(cells[0]).toMatchObject({ status: 'clean', seen: { gameDay: 'completed' }, measured: { undoMs: 100 } });
  });

  it('in the terminal tells every red cell with its folder, and that what was not run is not clean', () => {
    const text = summaryOf(results);
    expect(text).toContain('RED  cancel/game day/on: SIGKILL of the worker\n     left: it is on | still\n');
    expect(text).toContain('logs and histories: /tmp/kept');
    expect(text).toContain('1 cells were planned and not run. That is not clean.\n1 cells are red.');
    expect(summaryOf([clean])).toContain('All 1 cells are clean.');
  });

  it('says after each cell how far it is', () => {
    const said: string[] = [];
    const ended = progressOf(2, (line) => said.push(line));
    ended(clean);
    ended(red);
    expect(said[0]).toMatch(/^1\/2, 0 red, ~\d+ min left · clean event\/game day\/003 \(9000 ms\)$/);
    expect(said[1]).toMatch(/^2\/2, 1 red, ~0 min left · red cancel\/game day\/on \(9000 ms\): left: it is on/);
  });
});
