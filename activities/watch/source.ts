import type { SampleRecord } from './sample.ts';
import type { Tick } from './ticker.ts';

export type Seen = Pick<SampleRecord, 'g' | 'b' | 'u' | 't' | 'v' | 'd'>;

/** Where the samples of one SLI come from. */
export interface Source {
  /** Leads to at most one call of `keep`, at once or later. Must not throw. */
  tick(tick: Tick): void;
  /** Waits for what is under way. Safe to call twice. */
  stop(): Promise<void>;
}

export type Keep = (tick: Tick, seen: Seen) => void;

export const roundMs = (ms: number): number => Math.round(ms * 1000) / 1000;
