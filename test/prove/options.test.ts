import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../../prove/options.ts';

describe('the options', () => {
  it('mean everything without a limit, at home', () => {
    expect(readOptions([], {})).toMatchObject({ sample: undefined, minutes: undefined, jobs: 3, seed: 1 });
  });

  it('mean a sample within a time box in CI, unless told otherwise', () => {
    expect(readOptions([], { CI: '1' })).toMatchObject({ sample: 0.2, minutes: 15 });
    expect(readOptions(['--all'], { CI: '1' })).toMatchObject({ sample: undefined, minutes: undefined });
    expect(readOptions(['--only', 'reset'], { CI: '1' })).toMatchObject({ sample: undefined, only: 'reset' });
    expect(readOptions(['--sample', '1/10', '--minutes', '3'], {})).toMatchObject({ sample: 0.1, minutes: 3 });
  });

  it('are refused with a sentence', () => {
    expect(() => readOptions(['--jobs', 'many'], {})).toThrow('--jobs is "many"; expected a number above 0');
    expect(() => readOptions(['--everything'], {})).toThrow('--everything');
  });
});
