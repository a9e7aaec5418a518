import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { markdownOf } from '../../compare/markdown.ts';
import type { Comparison } from '../../compare/row.ts';
import { SITUATIONS } from '../../compare/situations.ts';
import { aRow } from './a-row.ts';

const comparison = (rows: Comparison['rows']): Comparison => ({
  at: '2026-01-02T03:04:05.000Z',
  tookMs: 61_000,
  patienceMs: 20_000,
  versions: {
    gameday: '0.1.0',
    chaosToolkit: '1.19.0',
    chaosToolkitLib: '1.44.0',
    temporal: '1.5.1',
    node: 'v20.20.2',
    python: 'Python 3.11.7',
    kernel: 'Linux 6',
    machine: 'x64, 2 cores',
  },
  rows,
});

const fileOf = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const kept: Comparison = JSON.parse(fileOf('comparison.json')) as Comparison;

describe('the comparison for readers', () => {
  it('says first in how many situations each tool left the fault', () => {
    const rows = [
      aRow({ tool: 'Chaos Toolkit', left: true, onAtExit: true, undoneAfterMs: null, since: 'SIGKILL' }),
      aRow({ undoneAfterMs: 1_234, since: 'SIGKILL', onAtExit: true }),
    ];
    const text = markdownOf(comparison(rows));
    expect(text).toContain(
      '- The fault was left on the target: Chaos Toolkit in 1 of 1 situations (1); gameday in 0 of 1 situations.',
    );
    expect(text).toContain('| 1 | Nothing goes wrong | Chaos Toolkit | 0 | **yes** | 1 / 1 | not after SIGKILL |');
    expect(text).toContain('|  |  | gameday | 0 | no; on when the command ended | 1 / 1 | 1.2 s after SIGKILL |');
  });

  it('says once which options several situations had', () => {
    const rows = [aRow(), aRow({ situation: 3 }), aRow({ situation: 4, options: 'hold: 6s' })];
    expect(markdownOf(comparison(rows))).toContain('| gameday | hold: 4s | 1, 3 |\n| gameday | hold: 6s | 4 |');
  });

  it('keeps a text with a pipe or a line break in its cell', () => {
    const text = markdownOf(comparison([aRow({ said: 'a | b\nc' })]));
    expect(text).toContain('| a \\| b c |');
  });
});

describe('docs/comparison.md', () => {
  it('is what the rows of docs/comparison.json say: nobody edits it by hand', () => {
    expect(fileOf('comparison.md')).toBe(markdownOf(kept));
  });

  it('has every situation with both tools', () => {
    for (const [index, { title, chaos, gameday }] of SITUATIONS.entries()) {
      const rows = kept.rows.filter((row) => row.situation === index + 1);
      expect(rows.map((row) => row.title)).toEqual(rows.map(() => title));
      expect(rows.filter((row) => row.tool === 'Chaos Toolkit')).toHaveLength(chaos.length);
      expect(rows.filter((row) => row.tool === 'gameday')).toHaveLength(gameday.length);
    }
    expect(SITUATIONS).toHaveLength(17);
  });

  it('names no address and no path of the machine on which it was written', () => {
    expect(fileOf('comparison.json')).not.toMatch(/127\.0\.0\.1|\/tmp\/|\/home\/|\/root\//);
  });
});
