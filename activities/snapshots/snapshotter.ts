import type { SnapshotReference } from '../../experiments/definition/outcome.ts';
import type { SnapshotKind, SnapshotSpec } from '../../experiments/definition/snapshots/index.ts';
import type { Ports } from '../ports.ts';

export interface SnapshotCall<K extends SnapshotKind> {
  readonly settings: Extract<SnapshotSpec, { kind: K }>['settings'];
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** Tells Temporal that the long work goes on. */
  readonly progress: (text: string) => void;
}

/** How one kind of snapshot is taken, checked, put back and thrown away. Every method may be called again after a crash. */
export interface Snapshotter<K extends SnapshotKind> {
  readonly kind: K;
  /** What it would be of, and by what, for the plan. Reads only. */
  preview(call: Omit<SnapshotCall<K>, 'progress'>): Promise<string>;
  /**
   * `id` is derived from the run: a second call with the same id returns the first snapshot if it is whole, and takes it anew
   * if it is not. Verified before it returns, by checksum where that is possible. Fails with SnapshotFailed, and then nothing half-done is left
   * under the final name.
   */
  take(id: string, call: SnapshotCall<K>): Promise<SnapshotReference>;
  /** What is wrong with the stored copy, one line each; empty when it equals its manifest. */
  verify(reference: SnapshotReference, call: SnapshotCall<K>): Promise<readonly string[]>;
  /** How the subject differs from the snapshot now, one line each (at most 100). Empty only when it is known to be the same. */
  compare(reference: SnapshotReference, call: SnapshotCall<K>): Promise<readonly string[]>;
  /** Puts it back in place; what was there is kept aside and named in the answer. Refuses a copy that does not verify. */
  restore(reference: SnapshotReference, call: SnapshotCall<K>): Promise<{ readonly keptAside: string }>;
  /** Discards what the retention rule no longer keeps; never the given one. Returns the ids. */
  discardOld(keep: SnapshotReference, call: SnapshotCall<K>): Promise<readonly string[]>;
}
