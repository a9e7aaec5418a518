import { DateTime, IANAZone } from 'luxon';
import type { GuardrailSpec } from '../../../experiments/definition/guardrails/index.ts';
import type { Complain } from '../complain.ts';
import { suggest } from '../did-you-mean.ts';
import type { Path } from '../path.ts';
import type { GameDayCheck } from './check.ts';

/** Time zones that exist, dates that exist, windows that open before they close. */
export function guardrailTimes(
  { guardrails }: { readonly guardrails: readonly GuardrailSpec[] },
  complain: Complain,
): void {
  guardrails.forEach((guardrail, index) => {
    if (guardrail.kind !== 'time-window') return;
    const path = ['guardrails', index, 'time-window'];
    const { timeZone, hours, blackoutDates } = guardrail.settings;
    checkZone(timeZone, [...path, 'timeZone'], complain);
    const [from, to] = hours.split('-');
    if (from === to)
      complain([...path, 'hours'], `"${hours}" is an empty window; expected it to open before it closes`);
    blackoutDates.forEach((date, at) => {
      if (!DateTime.fromISO(date).isValid)
        complain(
          [...path, 'blackoutDates', at],
          `there is no ${date} in the calendar; expected a date such as 2026-12-24`,
        );
    });
  });
}

export const windowTimes: GameDayCheck = ({ window }, complain) => {
  if (window === undefined || !checkZone(window.timeZone, ['window', 'timeZone'], complain)) return;
  const [start, end] = (['start', 'end'] as const).map((edge) => {
    const at = localTime(window[edge], window.timeZone);
    if (at === undefined)
      complain(
        ['window', edge],
        `there is no ${window[edge]} in ${window.timeZone}; expected a time that the clocks there show`,
      );
    return at;
  });
  if (start !== undefined && end !== undefined && end <= start) {
    complain(['window', 'end'], `${window.end} is not after the start (${window.start}); expected a later time`);
  }
};

/** Milliseconds since 1970; undefined for times that do not exist, such as 02:30 in the night when clocks go forward. */
export function localTime(text: string, timeZone: string): number | undefined {
  const time = DateTime.fromISO(text, { zone: timeZone });
  return time.isValid && time.toFormat("yyyy-MM-dd'T'HH:mm:ss").startsWith(text) ? time.toMillis() : undefined;
}

function checkZone(timeZone: string, path: Path, complain: Complain): boolean {
  if (IANAZone.isValidZone(timeZone)) return true;
  const hint = suggest(timeZone, Intl.supportedValuesOf('timeZone'), 'expected an IANA name such as Europe/Berlin');
  complain(path, `"${timeZone}" is not a time zone${hint}`);
  return false;
}
