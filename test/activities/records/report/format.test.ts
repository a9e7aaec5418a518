import { dateAndTime, localTimes, relative } from '../../../../activities/records/report/format/clock.ts';
import { duration } from '../../../../activities/records/report/format/duration.ts';
import { expectation, metricValue } from '../../../../activities/records/report/format/metric.ts';
import { bytes, count, plain, ratio } from '../../../../activities/records/report/format/number.ts';
import { sentence } from '../../../../activities/records/report/format/sentence.ts';

describe('numbers as people read them', () => {
  it.each([
    [0, '0 ms'],
    [0.42, '0.42 ms'],
    [139.4, '139 ms'],
    [999.7, '1 s'],
    [1240, '1.24 s'],
    [59_960, '1 min'],
    [150_000, '2 min 30 s'],
    [4_800_000, '1 h 20 min'],
    [183_600_000, '2 d 3 h'],
    [-1240, '−1.24 s'],
    [Number.NaN, '–'],
    [null, '–'],
  ])('writes %p ms as %p', (ms, text) => expect(duration(ms)).toBe(text));

  it.each([
    [0, '0 %'],
    [0.125, '12.5 %'],
    [0.9995, '99.95 %'],
    [0.999999, '> 99.99 %'],
    [0.00001, '< 0.01 %'],
    [1, '100 %'],
    [null, '–'],
  ])('writes the ratio %p as %p', (value, text) => expect(ratio(value)).toBe(text));

  it('separates thousands and keeps four digits', () => {
    expect([count(1_234_567), plain(12_345.67), plain(0.123456), plain(-3)]).toEqual([
      '1,234,567',
      '12,345.7',
      '0.1235',
      '−3',
    ]);
    expect([bytes(999), bytes(157_286_400), bytes(null)]).toEqual(['999 B', '157 MB', '–']);
  });

  it('gives a metric its unit, and says when it was not measured', () => {
    expect([
      metricValue('p99', 1240),
      metricValue('errorRatio', 0.125),
      metricValue('lostWrites', 37),
      metricValue('p99', null),
    ]).toEqual(['1.24 s', '12.5 %', '37', 'not measured']);
    expect([
      expectation('>= 99%'),
      expectation('< 5s'),
      expectation('== 0'),
      expectation('< 2m'),
      expectation('> 0.5'),
    ]).toEqual(['≥ 99 %', '< 5 s', '= 0', '< 2 min', '> 0.5']);
  });
});

describe('times', () => {
  it('are UTC, and nothing when they cannot be', () => {
    expect(dateAndTime(Date.UTC(2026, 11, 1, 9, 0, 12))).toBe('2026-12-01 09:00:12 UTC');
    expect([dateAndTime(Number.NaN), dateAndTime(1e17), dateAndTime(undefined)]).toEqual(['–', '–', '–']);
  });

  it('count from the start', () => {
    expect([relative(1000, 1000), relative(13_400, 1000), relative(500, 1000), relative(undefined, 0)]).toEqual([
      '+0 s',
      '+12.4 s',
      '−500 ms',
      '–',
    ]);
  });

  it('leave out a time zone that nobody knows', () => {
    expect(localTimes(0, 60_000, 'Europe/Berlin')).toBe('01:00 to 01:01 in Europe/Berlin');
    expect(localTimes(0, 60_000, 'Mars/Olympus')).toBeUndefined();
  });
});

describe('a sentence', () => {
  it('begins with a capital unless it begins with a name, and ends with a stop', () => {
    expect([sentence('ended early: no'), sentence('ledger-1: gone.'), sentence('')]).toEqual([
      'Ended early: no.',
      'ledger-1: gone.',
      '',
    ]);
  });
});
