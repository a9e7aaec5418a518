import {
  longestOutageMs,
  witnessedOutageMs,
} from '../../../../activities/probes/acknowledged-writes/longest-outage.ts';
import { writesEvery } from './write-operations.ts';

function outageOf(outcomes: string, more: { readonly endedAt?: number; readonly notSentAt?: readonly number[] } = {}) {
  const writes = writesEvery(100, outcomes);
  const { notSentAt = [], endedAt = writes.at(-1)?.at ?? 0 } = more;
  return longestOutageMs({ writes, notSentAt, perSecond: 10, endedAt });
}

const NOBODY = '.'.repeat(50);

describe('the longest outage', () => {
  it('is the distance of two writes when every write is acknowledged', () => {
    expect(outageOf('aaaaaa')).toBe(100);
  });

  it('is the longest gap between two acknowledged writes', () => {
    expect(outageOf('aariaaaiiiiaaa')).toBe(500);
  });

  it('reaches from the first write to the first acknowledgement', () => {
    expect(outageOf('rrrraaa')).toBe(400);
  });

  it('reaches from the last acknowledgement to the end of the load', () => {
    expect(outageOf('aaarr', { endedAt: 1000 })).toBe(800);
  });

  it('is the whole load when nothing was acknowledged', () => {
    expect(outageOf('rrrr', { endedAt: 700 })).toBe(700);
  });

  it('counts the time in which too many writes were under way to send another', () => {
    expect(outageOf('aaii....................a', { notSentAt: [400, 600, 900, 1200, 1500, 1800, 2100, 2300] })).toBe(
      2300,
    );
  });

  it('leaves out the time in which the worker was dead between two acknowledged writes', () => {
    expect(outageOf(`aaauu${NOBODY}aaa`)).toBe(200);
  });

  it.each([
    ['before', `aaar${NOBODY}aaa`, 5200],
    ['after', `aaa${NOBODY}ria`, 5300],
  ])('includes that time when a write failed %s it', (_, outcomes, expected) => {
    expect(outageOf(outcomes)).toBe(expected);
  });

  it('is nothing without any write', () => {
    expect(outageOf('')).toBe(0);
  });
});

function witnessed(outcomes: string): number {
  const writes = writesEvery(100, outcomes);
  return witnessedOutageMs({ writes, notSentAt: [], perSecond: 10, endedAt: writes.at(-1)?.at ?? 0 });
}

describe('the outage that was witnessed', () => {
  it('is the longest outage when somebody always tried', () => {
    expect(witnessed('aariaaaiiiiaaa')).toBe(500);
  });

  it('leaves out the time in which the worker was dead, although a failed write borders on it', () => {
    expect(witnessed(`aaarr${NOBODY}aaa`)).toBe(200);
  });
});
