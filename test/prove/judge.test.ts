import { describe, expect, it } from '@jest/globals';
import { type Expectation, USUAL } from '../../prove/cell.ts';
import { judge } from '../../prove/judge.ts';
import type { Observation } from '../../prove/observation.ts';
import { anObservation, once, wholeLog } from './a-cell.ts';

const { expects: COMPLETES } = USUAL;
const ENDS: Expectation = { ...COMPLETES, gameDay: 'ended' };
const AT_ONCE: Expectation = { ...ENDS, undoneWithinMs: 25_000 };
const NOBODY: Expectation = { ...COMPLETES, gameDay: 'nothing', mayExpire: true };
const held = anObservation().verdict!;
const aborted = { ...held, hypothesis: 'unknown', ended: 'aborted' } as const;
const oneOnly = once('killed', 9_000);

describe('a cell is clean', () => {
  it.each<[string, Partial<Observation>, Expectation]>([
    ['when it completed as if nothing had happened', {}, COMPLETES],
    ['when the hypothesis could not be judged', { verdict: { ...held, hypothesis: 'unknown' } }, COMPLETES],
    ['when it was stopped early, and broke less', { gameDay: 'cancelled', verdict: aborted, log: oneOnly }, ENDS],
    ['when a terminated game day has no verdict', { gameDay: 'terminated', verdict: undefined, log: oneOnly }, ENDS],
    ['when the target ended the fault because nobody else could', { expired: ['beside'], verdict: undefined }, NOBODY],
    ['when nobody is left to end the game day', { gameDay: 'nobody knows', verdict: undefined }, NOBODY],
  ])('%s', (_, seen, expects) => {
    expect(judge(anObservation(seen), expects)).toEqual([]);
  });
});

describe('a cell is red', () => {
  it.each<[string, Partial<Observation>, Expectation, RegExp]>([
    [
      'when something is left',
      { leftAtEnd: ['it is on'], leftLater: ['it is on'], verdict: undefined },
      ENDS,
      /left: it is on/,
    ],
    [
      'when something was left at the end, and is gone now',
      { leftAtEnd: ['it is on'], verdict: undefined },
      ENDS,
      /had ended/,
    ],
    [
      'above all when the verdict says restored meanwhile',
      { leftAtVerdict: ['it is on'] },
      ENDS,
      /LIES: it says restored/,
    ],
    ['when completed means less than everything', { log: oneOnly }, ENDS, /LIES: it says completed/],
    ['when refused means everything', { verdict: { ...aborted, ended: 'refused' } }, ENDS, /LIES: it says refused/],
    [
      'when a target was broken twice',
      { log: [...wholeLog(10_000), ...once('beside', 20_000)] },
      ENDS,
      /beside was broken 2 times/,
    ],
    ['when the game day goes on for ever', { gameDay: 'still running', verdict: undefined }, ENDS, /did not end/],
    ['when a workflow goes on for ever', { open: ['fault/x'] }, ENDS, /fault\/x did not end/],
    ['when it should have gone on and was stopped', { verdict: aborted }, COMPLETES, /it ended aborted/],
    ['when it failed', { gameDay: 'failed', verdict: undefined }, COMPLETES, /failed, but nobody/],
    [
      'when it says not restored',
      { verdict: { ...held, restored: 'no', residue: ['x'] } },
      COMPLETES,
      /not restored: x/,
    ],
    ['when the fault ended by itself beside a living worker', { expired: ['beside'] }, ENDS, /ended by itself/],
    [
      'when the undo came late',
      { log: [...wholeLog(10_000).slice(0, 6), ...once('switched', 12_000, 30_000)] },
      AT_ONCE,
      /30000 ms/,
    ],
    ['when a process is left over', { leftovers: ['gameday-guard'] }, NOBODY, /gameday-guard/],
    ['when nothing was done to it', { struckAt: undefined }, ENDS, /the moment did not come/],
    ['when it was not refused', {}, { ...ENDS, gameDay: 'refused' }, /should have been refused/],
  ])('%s', (_, seen, expects, reason) => {
    expect(judge(anObservation(seen), expects).join('\n')).toMatch(reason);
  });
});
