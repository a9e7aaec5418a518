import type { AtMs, TimelineEntry } from '../../../../experiments/definition/outcome.ts';
import type { Tone } from './tone.ts';

/** A line of the timeline. */
export interface StepEntry extends Omit<TimelineEntry, 'tone'> {
  readonly tone: Tone;
}

/** A step that the outcome tells of, with all that is needed to recognise a note about the same. */
export interface KnownStep {
  readonly entry: StepEntry;
  /** When it happened, on each target. */
  readonly times: readonly AtMs[];
  /** What a note about it says; every expression must match. */
  readonly mention: readonly RegExp[];
}
