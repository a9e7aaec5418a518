import type { Verdict } from './verdict.ts';

/** What a command's exit code says. NOT RESTORED wins over all others. */
export const EXIT = {
  held: 0,
  broken: 1,
  invalid: 2,
  abortedOrUnknown: 3,
  refused: 4,
  notRestored: 5,
  unreachable: 6,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf(verdict: Verdict): ExitCode {
  if (verdict.restored === 'no') return EXIT.notRestored;
  if (verdict.hypothesis === 'broken') return EXIT.broken;
  if (verdict.ended === 'refused') return EXIT.refused;
  if (verdict.ended !== 'completed' || verdict.hypothesis === 'unknown') return EXIT.abortedOrUnknown;
  return EXIT.held;
}
