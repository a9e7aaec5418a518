import { describe, expect, it } from '@jest/globals';
import { injectionsIn, slowestUndoMs } from '../../prove/reckon.ts';
import { once, wholeLog } from './a-cell.ts';

describe('what the log of the targets tells', () => {
  it('is how often each was really broken, not how often it was asked to be', () => {
    const log = [...once('beside', 1), { at: 500, target: 'beside', what: 'asked on' }, ...once('paused', 7)] as const;
    expect(injectionsIn(log)).toEqual({ killed: 0, paused: 1, beside: 1, switched: 0 });
  });

  it.each([
    ['that was on at the moment: from the moment', 1_050, 50],
    ['that came on later: from then', 1_000, 100],
    ['that was over before: not at all', 5_000, null],
  ])('is how long a fault lasted %s', (_, struckAt, expected) => {
    expect(slowestUndoMs(once('beside', 1_000), struckAt)).toBe(expected);
  });

  it('is the slowest of all', () => {
    expect(slowestUndoMs([...wholeLog(10_000), ...once('paused', 30_000, 700)], 10_000)).toBe(700);
  });
});
