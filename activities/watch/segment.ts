import type { AtMs, Breach } from '../../experiments/definition/outcome.ts';
import type { Sli, SteadyStateCheck } from '../../experiments/definition/sli.ts';

/** A piece of the watch with an end of its own. The sampling goes on between pieces. */
export type WatchInput = {
  readonly runId: string;
  readonly slis: readonly Sli[];
  /** When the experiment began. Older workflows do not say it. */
  readonly since?: AtMs;
  /** Ids of what the owner keeps through all segments, such as a disposable environment. */
  readonly keep?: readonly string[];
} & (
  | { readonly segment: 'baseline'; readonly endsAfterMs: number }
  /** Ends `holdMs` after the last of the faults was injected, as their records beside the target say. */
  | { readonly segment: 'fault'; readonly faultIds: readonly string[]; readonly holdMs: number }
  /** Ends when the steady state has held for `settleMs`, or after `withinMs`. */
  | {
      readonly segment: 'recovery';
      readonly steadyState: readonly SteadyStateCheck[];
      readonly settleMs: number;
      readonly withinMs: number;
    }
);

export interface WatchResult {
  /** `expired`: a fault ended by itself, because nobody had renewed its lease, or its deadline passed. */
  readonly ended: 'time over' | 'breach' | 'released' | 'expired' | 'recovered' | 'not recovered';
  readonly breach?: Breach | undefined;
  /** Since when the steady state has held. */
  readonly recoveredAt?: AtMs | undefined;
}
