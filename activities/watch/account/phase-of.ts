import type { Phase } from '../../../experiments/definition/outcome.ts';

export interface Boundaries {
  readonly firstFaultAt: number | undefined;
  readonly lastUndoneAt: number | undefined;
}

/** Which phase a moment belongs to. Without a fault everything is baseline. */
export function phaseOf(at: number, { firstFaultAt, lastUndoneAt }: Boundaries): Phase {
  if (firstFaultAt === undefined || at < firstFaultAt) return 'baseline';
  return lastUndoneAt === undefined || at <= lastUndoneAt ? 'fault' : 'recovery';
}
