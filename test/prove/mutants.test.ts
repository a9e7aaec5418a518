import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { allCells } from '../../prove/cells/index.ts';
import { INCOMPATIBLE } from '../../prove/cells/incompatible.ts';
import { changed } from '../../prove/mutants/copy-of-dist.ts';
import { MUTANTS } from '../../prove/mutants/mutants.ts';
import { NO_EVENTS } from '../../prove/world/workflow-ids.ts';

const built = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../dist/${file}`, import.meta.url)), 'utf8');

describe('what is changed in a copy of the build', () => {
  const changes = [...MUTANTS.flatMap((mutant) => mutant.changes), ...Object.values(INCOMPATIBLE)];

  it.each(changes)('is there exactly once: $file $find', (change) => {
    expect(changed(built(change.file), change)).not.toBe(built(change.file));
  });

  it('is refused when it is not there, or twice', () => {
    const change = { file: 'x.js', find: 'here', put: 'there' };
    expect(() => changed('nowhere else', { ...change, find: 'elsewhere' })).toThrow('x.js 0 times, expected once');
    expect(() => changed('here and here', change)).toThrow('x.js 2 times, expected once');
    expect(changed('here', { ...change, put: '$&' })).toBe('$&');
  });
});

describe('every mutant', () => {
  const names = ['undisturbed', ...allCells(NO_EVENTS).map(({ name }) => name)];

  it.each(MUTANTS)('is looked for by cells that are there: $name', ({ caughtBy }) => {
    expect(caughtBy.length).toBeGreaterThan(0);
    for (const name of caughtBy) expect(names).toContain(name);
  });
});
