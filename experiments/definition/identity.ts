/**
 * An immutable identity of one target, resolved and recorded before any damage, so that a retry can never hit the
 * successor. `key` is the mutex: one live fault per key. It is part of a workflow id, so it is short and printable.
 */
export interface ProcessIdentity {
  readonly kind: 'process';
  readonly key: string;
  readonly label: string;
  readonly host: string;
  readonly bootId: string;
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: clock ticks after boot. A recycled pid has another. */
  readonly startTicks: number;
  readonly ports: readonly number[];
}

export interface ApplicationIdentity {
  readonly kind: 'application';
  readonly key: string;
  readonly label: string;
  readonly url: string;
}

export interface ResourceIdentity {
  readonly kind: 'resource';
  readonly key: string;
  readonly label: string;
  readonly name: string;
}

export type TargetIdentity = ProcessIdentity | ApplicationIdentity | ResourceIdentity;

/** What a selector found: all that matched, and those that were taken. */
export interface ResolvedTargets {
  readonly matched: number;
  readonly taken: readonly TargetIdentity[];
}
