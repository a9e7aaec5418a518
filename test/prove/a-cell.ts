import { type Cell, type Kind, USUAL } from '../../prove/cell.ts';
import type { Observation } from '../../prove/observation.ts';
import type { LogEntry, TargetName } from '../../prove/targets/log-entry.ts';

export const aCell = (kind: Kind, name: string): Cell => ({ ...USUAL, kind, name, strike: () => Promise.resolve() });

/** Every target broken and well again once, 100 ms each, the first one second before the moment. */
export const wholeLog = (struckAt: number): readonly LogEntry[] =>
  (['killed', 'paused', 'beside', 'switched'] as const).flatMap((target, index) =>
    once(target, struckAt + (index - 1) * 1_000),
  );

export const once = (target: TargetName, at: number, forMs = 100): readonly LogEntry[] => [
  { at, target, what: 'on' },
  { at: at + forMs, target, what: 'off' },
];

/** Of a run in which nothing is wrong. */
export const anObservation = (change: Partial<Observation> = {}): Observation => ({
  struck: 'SIGKILL of the worker',
  struckAt: 10_000,
  gameDay: 'completed',
  verdict: { hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [], reasons: [] },
  open: [],
  leftAtVerdict: [],
  leftAtEnd: [],
  leftLater: [],
  log: wholeLog(10_000),
  expired: [],
  recoverMs: 4_000,
  leftovers: [],
  notes: [],
  ...change,
});
