import type { EnvironmentClone } from '../environment.ts';

/** What is to be cloned, as the engine keeps it in the undo record. No document writes it as a fault. */
export interface CloneOrder extends EnvironmentClone {
  /** The namespace of the originals. */
  readonly from: string;
  /** Id of the snapshot that the volumes begin with. */
  readonly snapshotId: string;
}
