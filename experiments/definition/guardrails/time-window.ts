import { z } from 'zod';
import { hints } from '../hints.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const HOURS_EXPECTED = 'a range of hours such as 09:00-16:00';
const DATE_EXPECTED = 'a date such as 2026-12-24';

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, {
    error: (issue) => `"${String(issue.input)}" is not a date; expected ${DATE_EXPECTED}`,
  })
  .register(hints, { expected: DATE_EXPECTED });

export const timeWindow = z
  .strictObject({
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .default([...DAYS])
      .describe('Days of the week.'),
    hours: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
        error: (issue) => `"${String(issue.input)}" is not a range of hours; expected ${HOURS_EXPECTED}`,
      })
      .register(hints, { expected: HOURS_EXPECTED })
      .default('00:00-24:00')
      .describe('A window over midnight such as 22:00-04:00 belongs to the day on which it begins.'),
    timeZone: z.string().default('UTC').describe('An IANA name such as Europe/Berlin.'),
    blackoutDates: z.array(date).default([]).describe('Dates on which nothing may happen.'),
  })
  .describe('Faults are allowed only on these days, between these hours, and on no blackout date, in this time zone.');
export type TimeWindow = z.output<typeof timeWindow>;
