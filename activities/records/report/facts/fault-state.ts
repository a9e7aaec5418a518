import type { FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Tone } from './tone.ts';

export interface FaultState {
  readonly word: string;
  readonly tone: Tone;
}

/** How the fault stands now. */
export function faultState(fault: FaultOutcome): FaultState {
  if (fault.restored === 'no') return { word: 'NOT RESTORED', tone: 'bad' };
  if (fault.settled !== undefined) return { word: 'settled by hand', tone: 'warn' };
  if (fault.skipped !== undefined) return { word: 'skipped', tone: 'unknown' };
  if (!wasInjected(fault)) return { word: 'not injected', tone: fault.error === undefined ? 'neutral' : 'bad' };
  if (fault.verifiedAt === undefined) return { word: 'undone, not verified', tone: 'unknown' };
  if (fault.targetGone) return { word: 'nothing left, target gone', tone: 'good' };
  return { word: fault.recovery === 'self-heals' ? 'recovered' : 'undone, verified', tone: 'good' };
}

export function wasInjected(fault: FaultOutcome): boolean {
  return fault.injectedAt !== undefined;
}

/** When it was over; a fault that heals by itself has no undo, only a recovery that was seen. */
export function overAt(fault: FaultOutcome): number | undefined {
  return fault.undoneAt ?? fault.verifiedAt;
}
