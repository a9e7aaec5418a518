import { checkWrites, type FinalRead } from '../../../../activities/probes/acknowledged-writes/check-writes.ts';
import type { WriteOperation } from '../../../../activities/probes/acknowledged-writes/history.ts';
import { write } from './write-operations.ts';

const read = (...ids: readonly string[]): FinalRead =>
  new Map(ids.map((id) => [id, ids.filter((each) => each === id).length]));
const check = (writes: readonly WriteOperation[], ...reads: readonly FinalRead[]) =>
  checkWrites({ writes, missedReads: [] }, reads);

const nothing = { lost: 0, lostWrites: [], stale: 0, recovered: 0, unexpected: 0, failVisible: 0, duplicate: 0 };

describe('the comparison of writes with what was read back', () => {
  it('finds nothing wrong when every acknowledged write is there', () => {
    expect(check([write('a', 1), write('r', 2), write('i', 3)], read('w1'))).toEqual(nothing);
  });

  it('names the lost writes, with who acknowledged them when', () => {
    expect(check([write('a', 1), write('a', 5)], read('w1'))).toEqual({
      ...nothing,
      lost: 1,
      lostWrites: [{ id: 'w5', acknowledgedAt: 7, acknowledgedBy: 'node a' }],
    });
  });

  it('counts all lost writes and names the first 50', () => {
    const { lost, lostWrites } = check(
      Array.from({ length: 80 }, (_, at) => write('a', at)),
      read(),
    );
    expect(lost).toBe(80);
    expect(lostWrites.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, at) => `w${at}`));
  });

  it.each(['i', 'u'] as const)(
    'takes an indeterminate write (%s) that is there as recovered, not as wrong',
    (outcome) => {
      expect(check([write(outcome, 1)], read('w1'))).toEqual({ ...nothing, recovered: 1 });
    },
  );

  it('finds a refused write that is there all the same', () => {
    expect(check([write('r', 1)], read('w1'))).toEqual({ ...nothing, failVisible: 1 });
  });

  it('finds a write that is there twice', () => {
    expect(check([write('a', 1)], read('w1', 'w1'))).toEqual({ ...nothing, duplicate: 1 });
  });

  it('finds what nobody attempted', () => {
    expect(check([write('a', 1)], read('w1', 'w2'))).toEqual({ ...nothing, unexpected: 1 });
  });

  it('takes a write that only a later read shows as stale, not as lost', () => {
    expect(check([write('a', 1), write('a', 2)], read(), read('w1'))).toMatchObject({ lost: 1, stale: 1 });
  });

  it('counts the reads that missed an acknowledged write at once', () => {
    const writes = [write('a', 1), write('i', 2)];
    expect(checkWrites({ writes, missedReads: ['w1', 'w1'] }, [read('w1')])).toEqual({ ...nothing, stale: 2 });
  });

  it('finds nothing but what the read-backs missed when there was no final read', () => {
    expect(checkWrites({ writes: [write('a', 1)], missedReads: ['w1'] }, [])).toEqual({ ...nothing, stale: 1 });
  });

  it('agrees with a checker that only follows the definitions, on random histories', () => {
    const random = randomFrom(4711);
    for (let round = 0; round < 500; round++) {
      const { writes, missedReads, reads } = randomHistory(random);
      const found = checkWrites(
        { writes, missedReads },
        reads.map((ids) => read(...ids)),
      );
      expect(found).toEqual(checkedByDefinition(writes, missedReads, reads));
    }
  });

  it('takes time in proportion to the writes', () => {
    // A checker that searches a list for each write takes more than ten seconds for so many.
    expect(cpuMsOf(100_000)).toBeLessThan(2000);
  });
});

function cpuMsOf(count: number): number {
  const writes = Array.from({ length: count }, (_, at) => write('a', at));
  const all: FinalRead = new Map(writes.map(({ id }) => [id, 1]));
  const began = process.cpuUsage();
  check(writes, all, all);
  return process.cpuUsage(began).user / 1000;
}

function randomHistory(random: (below: number) => number) {
  const writes = Array.from({ length: random(12) }, (_, at) => write((['a', 'r', 'i', 'u'] as const)[random(4)]!, at));
  const ids = [...writes.map(({ id }) => id), 'stranger1', 'stranger2'];
  const readIds = () => ids.flatMap((id) => Array.from({ length: [0, 1, 1, 1, 2][random(5)]! }, () => id));
  const missedReads = ids.filter(() => random(4) === 0);
  return { writes, missedReads, reads: Array.from({ length: random(3) }, readIds) };
}

/** Slow on purpose: every word is its definition. */
function checkedByDefinition(
  writes: readonly WriteOperation[],
  missedReads: readonly string[],
  reads: readonly (readonly string[])[],
) {
  const last = reads.at(-1);
  const isThere = (id: string) => last?.includes(id) === true;
  const acknowledged = writes.flatMap((each) => (each.outcome === 'acknowledged' ? [each] : []));
  const lost = last === undefined ? [] : acknowledged.filter(({ id }) => !isThere(id));
  const stale = [
    ...missedReads.filter((id) => acknowledged.some((each) => each.id === id)),
    ...reads.slice(0, -1).flatMap((ids) => acknowledged.filter(({ id }) => !ids.includes(id) && isThere(id))),
  ];
  return {
    lost: lost.length,
    lostWrites: lost.map(({ id, acknowledgedAt, acknowledgedBy }) => ({ id, acknowledgedAt, acknowledgedBy })),
    stale: stale.length,
    recovered: writes.filter(({ id, outcome }) => ['indeterminate', 'unanswered'].includes(outcome) && isThere(id))
      .length,
    unexpected: new Set(last?.filter((id) => !writes.some((each) => each.id === id))).size,
    failVisible: writes.filter(({ id, outcome }) => outcome === 'refused' && isThere(id)).length,
    duplicate: writes.filter(({ id }) => (last ?? []).filter((each) => each === id).length > 1).length,
  };
}

/** Mulberry32: the same histories every time. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
