import type { FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import { wasInjected } from './fault-state.ts';
import type { Tone } from './tone.ts';

/** What became of the disposable environment. */
export function cloneState(clone: FaultOutcome): {
  readonly word: string;
  readonly tone: Tone;
  readonly detail: string;
} {
  if (clone.restored === 'no') return { word: 'NOT REMOVED', tone: 'bad', detail: clone.residue.join('; ') };
  if (clone.settled !== undefined) return { word: 'settled by hand', tone: 'warn', detail: clone.settled.comment };
  if (!wasInjected(clone)) return { word: 'never complete; removed', tone: 'warn', detail: clone.error ?? '' };
  if (clone.verifiedAt === undefined) return { word: 'removed, not verified', tone: 'unknown', detail: '' };
  return { word: 'removed, verified', tone: 'good', detail: '' };
}
