import { DateTime } from 'luxon';
import type { TimeWindow } from '../../experiments/definition/guardrails/time-window.ts';
import { durationText } from './duration-text.ts';
import type { Guardrail } from './guardrail.ts';
import { localText, localTime } from './local-time.ts';
import { isOpen, nextChange } from './opening-hours.ts';

export const timeWindow: Guardrail<'time-window'> = {
  kind: 'time-window',
  async check({ settings, intent, ports }) {
    const name = 'time-window';
    assertRealDates(settings);
    const local = localTime(ports.clock.now(), settings.timeZone);
    if (!isOpen(settings, local)) {
      const opening = nextChange(settings, local, 366);
      const next = opening ? `It opens again on ${localText(opening)}` : 'It does not open within a year';
      return { name, result: 'not met', detail: `it is ${localText(local)}; ${rule(settings)}. ${next}` };
    }
    // A week is enough to plan with, and a search through a year of an open window would hold up the worker.
    const change = nextChange(settings, local, 7);
    if (!change) return { name, result: 'met', detail: 'open for more than a week' };
    const left = change.toMillis() - local.toMillis();
    const open = `open for ${durationText(left)}, until ${localText(change)}`;
    const isLonger = intent.longestMs > left;
    return {
      name,
      result: 'met',
      detail: isLonger ? `${open}; this can take ${durationText(intent.longestMs)}` : open,
    };
  },
};

function rule({ days, hours, blackoutDates }: TimeWindow): string {
  const on = days.length === 7 ? 'every day' : days.join(', ');
  const but = blackoutDates.length > 0 ? ` and not on ${blackoutDates.join(', ')}` : '';
  return `faults are allowed on ${on} from ${hours.replace('-', ' to ')}${but}`;
}

/** A date that does not exist would silently block nothing. */
function assertRealDates({ blackoutDates }: TimeWindow): void {
  const wrong = blackoutDates.find((date) => !DateTime.fromISO(date, { zone: 'UTC' }).isValid);
  if (wrong !== undefined) throw new Error(`blackout date ${wrong} does not exist`);
}
