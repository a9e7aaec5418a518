export type TargetName = 'killed' | 'paused' | 'beside' | 'switched';

export const TARGETS: readonly TargetName[] = ['killed', 'paused', 'beside', 'switched'];

/**
 * What happened to a target, as it saw it itself. `asked …`: a request is there and takes effect a moment later. `expired`:
 * it ended the fault itself, at the time that it was given.
 */
export interface LogEntry {
  readonly at: number;
  readonly target: TargetName;
  readonly what: 'asked on' | 'on' | 'asked off' | 'off' | 'expired';
}

export interface TargetsReady {
  readonly url: string;
  readonly pids: { readonly killed: number; readonly paused: number };
}
