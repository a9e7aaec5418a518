import { type LogEntry, type TargetName, TARGETS } from './targets/log-entry.ts';

/** How often each target really was broken, by its own log. */
export function injectionsIn(log: readonly LogEntry[]): Record<TargetName, number> {
  const count = (target: TargetName) => log.filter((entry) => entry.target === target && entry.what === 'on').length;
  return { killed: count('killed'), paused: count('paused'), beside: count('beside'), switched: count('switched') };
}

/**
 * From the moment, or from the injection when that came later, until the target was as before; the slowest of the faults that
 * were on then or came on later. Null when there was none.
 */
export function slowestUndoMs(log: readonly LogEntry[], struckAt: number): number | null {
  const delays = TARGETS.flatMap((target) => {
    const changes = log.filter((entry) => entry.target === target && !entry.what.startsWith('asked'));
    return changes.flatMap(({ what, at }, index) => {
      const undone = changes[index + 1];
      if (what !== 'on' || undone === undefined || undone.at < struckAt) return [];
      return [undone.at - Math.max(at, struckAt)];
    });
  });
  return delays.length === 0 ? null : Math.max(...delays);
}
