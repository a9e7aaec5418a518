import { parseComparison } from '../../../experiments/definition/comparison.ts';
import { formatDuration, parseDuration } from '../../../experiments/definition/duration.ts';
import { argv, documentName, durationMs, percent, positiveMs, ratio } from '../../../experiments/definition/scalars.ts';

describe('a duration', () => {
  it.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['1.5s', 1500],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    [' 3s ', 3000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', '5 s', '-1s', '1w', 's', '1e3s', '5S'])('is not "%s"', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    [0, '0s'],
    [1500, '1500ms'],
    [90_000, '90s'],
    [3_600_000, '1h'],
    [604_800_000, '7d'],
  ])('of %d ms is written %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
    expect(parseDuration(text)).toBe(ms);
  });

  it('may be zero, unless it is a period or a deadline', () => {
    expect(durationMs.parse('0s')).toBe(0);
    expect(positiveMs.safeParse('0s').success).toBe(false);
    expect(durationMs.safeParse('400d').success).toBe(false);
  });
});

describe('a comparison', () => {
  it.each([
    ['< 5s', '<', 5000, 'ms'],
    ['<=1.005s', '<=', 1005, 'ms'],
    ['< 0.25ms', '<', 0.25, 'ms'],
    ['> 50%', '>', 0.5, 'ratio'],
    ['>= 99.9%', '>=', 0.999, 'ratio'],
    ['!= -3', '!=', -3, 'none'],
    ['> -5ms', '>', -5, 'ms'],
  ])('%s has an operator, a number and a unit', (text, operator, value, unit) => {
    expect(parseComparison(text)).toEqual({ operator, value, unit, text });
  });

  it('is an equality when it is a number', () => {
    expect(parseComparison(0)).toEqual({ operator: '==', value: 0, unit: 'none', text: '== 0' });
  });

  it.each(['5', '=> 5', '< ', '< five', '> 5 s', ''])('is not "%s"', (text) => {
    expect(parseComparison(text)).toBeUndefined();
  });
});

describe('a share and a percentage', () => {
  it('are written with or without %', () => {
    expect([ratio.parse('50%'), ratio.parse(0.5), percent.parse('50%'), percent.parse(50)]).toEqual([0.5, 0.5, 50, 50]);
  });

  it.each([['120%'], [1.5], ['half'], [-1]])('are not %s', (raw) => {
    expect(ratio.safeParse(raw).success).toBe(false);
    expect(percent.safeParse(raw === 1.5 ? 150 : raw).success).toBe(false);
  });
});

describe('a name and a command', () => {
  it('are what file names, workflow ids and exec can take', () => {
    expect(documentName.safeParse('a-1').success).toBe(true);
    for (const wrong of ['', '-a', 'a-', 'A', 'a b', 'a'.repeat(64)])
      expect(documentName.safeParse(wrong).success).toBe(false);
    expect(argv.safeParse([]).success).toBe(false);
    expect(argv.safeParse('rm -rf /').success).toBe(false);
  });
});
