import { timeWindow } from '../../../activities/guardrails/time-window.ts';
import { timeWindow as settingsOf } from '../../../experiments/definition/guardrails/time-window.ts';
import { anIntent, guardrailPorts } from './guardrail-ports.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

function check(given: object, now: string, longestMs = 0) {
  return timeWindow.check({
    settings: settingsOf.parse(given),
    intent: anIntent({ longestMs }),
    ports: guardrailPorts({ now }),
  });
}

describe('time-window', () => {
  const office = { days: WEEKDAYS, hours: '09:00-16:00', timeZone: BERLIN };
  const night = { days: ['friday'], hours: '22:00-04:00', timeZone: BERLIN };
  const earlyMorning = { hours: '02:30-04:00', timeZone: BERLIN };
  const endsInTheGap = { hours: '01:00-02:30', timeZone: BERLIN };
  const newYork = { hours: '01:30-02:30', timeZone: NEW_YORK };
  const christmas = { hours: '22:00-04:00', timeZone: BERLIN, blackoutDates: ['2026-12-24'] };

  it.each([
    // [what, settings, instant, result, part of the detail]
    [
      'begins on the minute',
      office,
      '2026-11-20T08:00:00Z',
      'met',
      'until Friday 2026-11-20 16:00 Europe/Berlin (UTC+01:00)',
    ],
    ['is closed a second before', office, '2026-11-20T07:59:59Z', 'not met', 'opens again on Friday 2026-11-20 09:00'],
    ['is open in the last second', office, '2026-11-20T14:59:59Z', 'met', 'open for 1 s'],
    ['is closed at its end', office, '2026-11-20T15:00:00Z', 'not met', 'opens again on Monday 2026-11-23 09:00'],
    [
      'is closed on other days',
      office,
      '2026-11-21T10:00:00Z',
      'not met',
      'allowed on monday, tuesday, wednesday, thursday, friday from 09:00 to 16:00',
    ],
    [
      'follows summer time',
      office,
      '2026-07-03T07:00:00Z',
      'met',
      'until Friday 2026-07-03 16:00 Europe/Berlin (UTC+02:00)',
    ],
    ['goes over midnight', night, '2026-11-20T22:59:00Z', 'met', 'until Saturday 2026-11-21 04:00'],
    ['belongs to the day on which it began', night, '2026-11-21T02:59:00Z', 'met', 'open for 1 min'],
    [
      'does not begin on the day after',
      night,
      '2026-11-21T21:30:00Z',
      'not met',
      'opens again on Friday 2026-11-27 22:00',
    ],
    [
      'was not begun the day before',
      night,
      '2026-11-20T01:00:00Z',
      'not met',
      'opens again on Friday 2026-11-20 22:00',
    ],
    [
      'opens after the gap that swallowed its begin (Berlin)',
      earlyMorning,
      '2026-03-29T00:59:00Z',
      'not met',
      'opens again on Sunday 2026-03-29 03:00 Europe/Berlin (UTC+02:00)',
    ],
    [
      'is open right after the gap (Berlin)',
      earlyMorning,
      '2026-03-29T01:00:00Z',
      'met',
      'open for 1 h, until Sunday 2026-03-29 04:00',
    ],
    [
      'ends with the gap that swallowed its end (Berlin)',
      endsInTheGap,
      '2026-03-29T00:59:00Z',
      'met',
      'open for 1 min, until Sunday 2026-03-29 03:00',
    ],
    [
      'is closed after that gap (Berlin)',
      endsInTheGap,
      '2026-03-29T01:00:00Z',
      'not met',
      'opens again on Monday 2026-03-30 01:00',
    ],
    [
      'closes when the clock goes back (Berlin)',
      earlyMorning,
      '2026-10-25T00:45:00Z',
      'met',
      'until Sunday 2026-10-25 02:00 Europe/Berlin (UTC+01:00)',
    ],
    [
      'opens a second time that day (Berlin)',
      earlyMorning,
      '2026-10-25T01:15:00Z',
      'not met',
      'opens again on Sunday 2026-10-25 02:30 Europe/Berlin (UTC+01:00)',
    ],
    [
      'has the hour twice (Berlin)',
      endsInTheGap,
      '2026-10-25T01:29:00Z',
      'met',
      'open for 1 min, until Sunday 2026-10-25 02:30 Europe/Berlin (UTC+01:00)',
    ],
    [
      'closes between the two hours (Berlin)',
      endsInTheGap,
      '2026-10-25T00:30:00Z',
      'not met',
      'opens again on Sunday 2026-10-25 02:00 Europe/Berlin (UTC+01:00)',
    ],
    [
      'ends with the gap (New York)',
      newYork,
      '2026-03-08T06:59:00Z',
      'met',
      'until Sunday 2026-03-08 03:00 America/New_York (UTC-04:00)',
    ],
    [
      'is closed after the gap (New York)',
      newYork,
      '2026-03-08T07:00:00Z',
      'not met',
      'opens again on Monday 2026-03-09 01:30',
    ],
    [
      'opens in the first 01:30 (New York)',
      newYork,
      '2026-11-01T05:30:00Z',
      'met',
      'until Sunday 2026-11-01 01:00 America/New_York (UTC-05:00)',
    ],
    [
      'opens in the second 01:30 (New York)',
      newYork,
      '2026-11-01T06:29:59Z',
      'not met',
      'opens again on Sunday 2026-11-01 01:30 America/New_York (UTC-05:00)',
    ],
    [
      'has a local date, not one of UTC',
      { ...office, blackoutDates: ['2026-11-20'] },
      '2026-11-20T12:00:00Z',
      'not met',
      'and not on 2026-11-20. It opens again on Monday 2026-11-23 09:00',
    ],
    [
      'is not blacked out while UTC has the date already',
      { hours: '00:00-24:00', timeZone: NEW_YORK, blackoutDates: ['2026-11-21'] },
      '2026-11-21T04:59:00Z',
      'met',
      'open for 1 min',
    ],
    [
      'is blacked out from local midnight on',
      { hours: '00:00-24:00', timeZone: NEW_YORK, blackoutDates: ['2026-11-21'] },
      '2026-11-21T05:00:00Z',
      'not met',
      'opens again on Sunday 2026-11-22 00:00',
    ],
    [
      'is cut off when a blackout date begins',
      christmas,
      '2026-12-23T22:59:00Z',
      'met',
      'until Thursday 2026-12-24 00:00',
    ],
    [
      'does not begin on a blackout date',
      christmas,
      '2026-12-25T01:00:00Z',
      'not met',
      'opens again on Friday 2026-12-25 22:00',
    ],
    ['is always open by default', {}, '2026-11-20T12:00:00Z', 'met', 'open for more than a week'],
    [
      'works where a day begins at one o’clock',
      { hours: '00:30-02:00', timeZone: 'Asia/Beirut' },
      '2026-03-28T21:59:00Z',
      'not met',
      'opens again on Sunday 2026-03-29 01:00',
    ],
  ])('%s', async (_what, settings, now, result, detail) => {
    expect(await check(settings, now)).toEqual({
      name: 'time-window',
      result,
      detail: expect.stringContaining(detail),
    });
  });

  it('says when what comes can take longer than it is open', async () => {
    expect((await check(office, '2026-11-20T14:30:00Z', 3_600_000)).detail).toContain('open for 30 min');
    expect((await check(office, '2026-11-20T14:30:00Z', 3_600_000)).detail).toContain('this can take 1 h');
  });

  it('says so when it never opens', async () => {
    const never = {
      days: ['friday'],
      hours: '09:00-10:00',
      blackoutDates: Array.from({ length: 70 }, (_, week) => friday(week)),
    };
    expect((await check(never, '2026-11-20T12:00:00Z')).detail).toContain('It does not open within a year');
  });

  it('fails, rather than guess, on a zone or a date that does not exist', async () => {
    await expect(check({ timeZone: 'Europe/Atlantis' }, '2026-11-20T12:00:00Z')).rejects.toThrow(
      '"Europe/Atlantis" is not a time zone',
    );
    await expect(check({ blackoutDates: ['2026-02-30'] }, '2026-11-20T12:00:00Z')).rejects.toThrow(
      'blackout date 2026-02-30 does not exist',
    );
  });
});

const friday = (week: number): string =>
  new Date(Date.parse('2026-11-20') + week * 7 * 86_400_000).toISOString().slice(0, 10);
