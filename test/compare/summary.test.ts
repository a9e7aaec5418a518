import { describe, expect, it } from '@jest/globals';
import { keptPromise, soonerIn, summaryOf } from '../../compare/summary.ts';
import { aRow } from './a-row.ts';

const chaos = (special: Parameters<typeof aRow>[0]) => aRow({ tool: 'Chaos Toolkit', ...special });

describe('the summary', () => {
  it('counts situations, not rows', () => {
    const rows = [aRow({ left: true, way: 'worker struck' }), aRow({ left: true, way: 'gameday run struck' })];
    expect(summaryOf(rows, 'gameday')).toMatchObject({ all: [1], left: [1] });
  });

  it('takes the best way of Chaos Toolkit', () => {
    const rows = [chaos({ left: true }), chaos({ left: false }), chaos({ situation: 2, left: true })];
    expect(summaryOf(rows, 'Chaos Toolkit')).toMatchObject({ all: [1, 2], left: [2] });
  });

  it('takes the worst way of gameday', () => {
    expect(summaryOf([aRow({ left: true }), aRow({ left: false })], 'gameday')).toMatchObject({ left: [1] });
  });

  it('counts a 0 only while the fault was on', () => {
    const rows = [
      chaos({ situation: 1, exit: '0', onAtExit: true }),
      chaos({ situation: 2, exit: '1', onAtExit: true }),
      chaos({ situation: 3, exit: '0', onAtExit: false }),
    ];
    expect(summaryOf(rows, 'Chaos Toolkit').zeroWhileOn).toEqual([1]);
  });

  it('counts a 0 although the health check had failed', () => {
    const rows = [chaos({ situation: 1, healthFails: true }), chaos({ situation: 2, healthFails: true, exit: '1' })];
    expect(summaryOf(rows, 'Chaos Toolkit').zeroWhenIll).toEqual([1]);
  });

  it('says which tool undid noticeably sooner, and only where both did', () => {
    const rows = [
      chaos({ situation: 1, undoneAfterMs: 4 }),
      aRow({ situation: 1, undoneAfterMs: 5_000 }),
      chaos({ situation: 2, undoneAfterMs: null }),
      aRow({ situation: 2, undoneAfterMs: 5_000 }),
      chaos({ situation: 3, undoneAfterMs: 2_000 }),
      aRow({ situation: 3, undoneAfterMs: 9_000 }),
      aRow({ situation: 3, undoneAfterMs: 500 }),
      chaos({ situation: 4, undoneAfterMs: 50 }),
      aRow({ situation: 4, undoneAfterMs: 500 }),
    ];
    expect(soonerIn(rows, 'Chaos Toolkit')).toEqual([1]);
    expect(soonerIn(rows, 'gameday')).toEqual([3]);
  });

  it('counts a record that is there in part as missing', () => {
    const rows = [
      chaos({ situation: 1, kept: { is: 'incomplete', says: '' } }),
      chaos({ situation: 2, kept: { is: 'none', says: '' } }),
      chaos({ situation: 3 }),
    ];
    expect(summaryOf(rows, 'Chaos Toolkit').withoutRecord).toEqual([1, 2]);
  });

  it('says that we failed as soon as one row of ours has a fault left, whatever the other tool did', () => {
    expect(keptPromise([aRow(), chaos({ left: true })])).toBe(true);
    expect(keptPromise([aRow(), aRow({ situation: 2, left: true })])).toBe(false);
  });
});
