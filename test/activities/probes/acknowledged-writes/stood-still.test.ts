import { stoodStill } from '../../../../activities/probes/acknowledged-writes/stood-still.ts';

describe('a write of a process that stood still', () => {
  it.each([
    ['ended in time', { dueAt: 0, startedAt: 1, endedAt: 20 }, false],
    ['ran into its timeout', { dueAt: 0, startedAt: 1, endedAt: 302 }, false],
    ['started late and was answered', { dueAt: 0, startedAt: 200, endedAt: 210 }, false],
    ['started late and ran into its timeout', { dueAt: 0, startedAt: 200, endedAt: 501 }, true],
    ['saw its timeout late', { dueAt: 0, startedAt: 1, endedAt: 450 }, true],
  ])('%s', (_, times, expected) => {
    expect(stoodStill(times, 300)).toBe(expected);
  });
});
