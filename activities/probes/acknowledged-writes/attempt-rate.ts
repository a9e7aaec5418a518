import type { AtMs } from '../../../experiments/definition/outcome.ts';
import type { History } from './history.ts';

/** Attempts per second before the first fault; without a fault, over the whole load. */
export function attemptsPerSecond(
  { writes, perSecond, endedAt }: Pick<History, 'writes' | 'perSecond' | 'endedAt'>,
  firstFaultAt: AtMs | undefined,
): number {
  const until = firstFaultAt ?? endedAt;
  const before = writes.filter(({ at }) => at < until);
  const first = before[0];
  if (first === undefined) return 0;
  // A single write would else be an endless rate.
  const seconds = Math.max(until - first.at, 1000 / perSecond) / 1000;
  return Math.round((before.length / seconds) * 10) / 10;
}
