import { clockTime, exactTime, span, wholeSeconds } from '../../../client/render/time.ts';

describe('a length of time', () => {
  it.each([
    [0, '0 ms'],
    [85.4, '85 ms'],
    [999.6, '1 s'],
    [4_230, '4.2 s'],
    [9_960, '10 s'],
    [59_600, '1 min'],
    [303_000, '5 min 03 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 05 min'],
    [-1_500, '−1.5 s'],
  ])('of %d ms reads %s', (ms, text) => {
    expect(span(ms)).toBe(text);
  });

  it('counts down in whole seconds and never below zero', () => {
    expect([4_600, 400, -900].map(wholeSeconds)).toEqual(['5 s', '0 s', '0 s']);
  });

  it('tells the time on the clock of the reader', () => {
    const at = Date.UTC(2026, 11, 1, 23, 30, 5, 42);
    expect(clockTime(at, 'Europe/Berlin')).toBe('00:30:05');
    expect(exactTime(at, 'UTC')).toBe('23:30:05.042');
  });
});
