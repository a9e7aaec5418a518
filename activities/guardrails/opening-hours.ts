import type { DateTime } from 'luxon';
import type { TimeWindow } from '../../experiments/definition/guardrails/time-window.ts';

/** Minutes of the day; `until` not after `from` means that the window goes over midnight. */
interface Hours {
  readonly from: number;
  readonly until: number;
}

/**
 * Decided by what the clock on the wall shows, so that nothing has to be converted: of an hour that the clock skips the
 * window has nothing, and an hour that the clock shows twice belongs to it twice.
 */
export function isOpen(settings: TimeWindow, local: DateTime): boolean {
  const { from, until } = hoursOf(settings);
  const minute = local.hour * 60 + local.minute;
  if (!isAllowed(settings, local)) return false;
  if (from < until) return isDay(settings, local) && minute >= from && minute < until;
  const dayBefore = local.startOf('day').minus({ days: 1 });
  const beganYesterday = minute < until && isDay(settings, dayBefore) && isAllowed(settings, dayBefore);
  return beganYesterday || (minute >= from && isDay(settings, local));
}

/** The next instant, at most so many days from now, at which it opens or closes. */
export function nextChange(settings: TimeWindow, local: DateTime, horizonDays: number): DateTime | undefined {
  const isOpenNow = isOpen(settings, local);
  for (let days = 0; days <= horizonDays; days += 1) {
    const day = local.plus({ days }).startOf('day');
    const change = momentsOf(settings, day).find((moment) => moment > local && isOpen(settings, moment) !== isOpenNow);
    if (change) return change;
  }
  return undefined;
}

/** Every moment of a day at which something may change, in order. On a day on which the clocks change: every minute. */
function momentsOf(settings: TimeWindow, day: DateTime): readonly DateTime[] {
  const minutes = Math.round(day.plus({ days: 1 }).startOf('day').diff(day, 'minutes').minutes);
  if (minutes !== 24 * 60) return Array.from({ length: minutes }, (_, minute) => day.plus({ minutes: minute }));
  const { from, until } = hoursOf(settings);
  return [0, from, until].toSorted((a, b) => a - b).map((minute) => day.plus({ minutes: minute }));
}

function hoursOf({ hours }: TimeWindow): Hours {
  const [from = '', until = ''] = hours.split('-');
  return { from: minuteOf(from), until: minuteOf(until) };
}

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function isDay({ days }: TimeWindow, local: DateTime): boolean {
  return days.some((day) => WEEKDAYS[day] === local.weekday);
}

/** A window neither begins nor goes on on a blackout date. */
function isAllowed({ blackoutDates }: TimeWindow, local: DateTime): boolean {
  return !blackoutDates.includes(local.toFormat('yyyy-LL-dd'));
}

const WEEKDAYS: { readonly [D in TimeWindow['days'][number]]: number } = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
};
