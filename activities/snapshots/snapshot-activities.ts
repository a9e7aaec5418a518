import type { SnapshotReference } from '../../experiments/definition/outcome.ts';
import type { SnapshotKind, SnapshotSpec } from '../../experiments/definition/snapshots/index.ts';
import type { Ports } from '../ports.ts';
import { longWork } from './long-work.ts';
import { patiently } from './patience.ts';
import type { SnapshotCall } from './snapshotter.ts';
import { snapshotterOf } from './snapshotters.ts';

export interface TakeSnapshot {
  /** Derived from the run, so that a second attempt finds the snapshot of the first. */
  readonly id: string;
  readonly spec: SnapshotSpec;
}

export interface OfSnapshot {
  readonly reference: SnapshotReference;
  readonly spec: SnapshotSpec;
}

export interface SnapshotActivities {
  readonly takeSnapshot: (input: TakeSnapshot) => Promise<SnapshotReference>;
  /** No problem means that the stored copy is what was taken. */
  readonly verifySnapshot: (input: OfSnapshot) => Promise<{ readonly problems: readonly string[] }>;
  /** How the subject differs from the snapshot now. */
  readonly compareSnapshot: (input: OfSnapshot) => Promise<{ readonly differences: readonly string[] }>;
  /** `keptAside` is empty when there was nothing to put aside, or nothing to restore. */
  readonly restoreSnapshot: (input: OfSnapshot) => Promise<{ readonly keptAside: string }>;
  readonly discardOldSnapshots: (input: OfSnapshot) => Promise<{ readonly discarded: readonly string[] }>;
}

export function createSnapshotActivities(ports: Ports): SnapshotActivities {
  const run = <T>(spec: SnapshotSpec, work: (call: SnapshotCall<SnapshotKind>) => Promise<T>): Promise<T> =>
    longWork((signal, progress) => work({ settings: spec.settings, ports, signal, progress }));
  return {
    takeSnapshot: ({ id, spec }) => run(spec, (call) => snapshotterOf(spec.kind).take(id, call)),
    verifySnapshot: ({ reference, spec }) =>
      run(spec, async (call) => ({ problems: await snapshotterOf(spec.kind).verify(reference, call) })),
    compareSnapshot: ({ reference, spec }) =>
      run(spec, async (call) => ({ differences: await snapshotterOf(spec.kind).compare(reference, call) })),
    restoreSnapshot: ({ reference, spec }) =>
      patiently(() => run(spec, (call) => snapshotterOf(spec.kind).restore(reference, call))),
    discardOldSnapshots: ({ reference, spec }) =>
      run(spec, async (call) => ({ discarded: await snapshotterOf(spec.kind).discardOld(reference, call) })),
  };
}
