import type { AtMs, Phase } from './outcome.ts';

/** One SLI as the running watch sees it; the details of its heartbeat are `WatchProgress`. */
export interface SliProgress {
  readonly name: string;
  readonly state: 'good' | 'breaching' | 'bad' | 'unknown';
  readonly text: string;
}

export interface WatchProgress {
  readonly segment: Phase;
  readonly at: AtMs;
  readonly slis: readonly SliProgress[];
}
