import type { CellResult } from '../run-cell.ts';
import type { Role } from '../world/workflow-ids.ts';

export interface Matrix {
  readonly results: readonly CellResult[];
  readonly command: string;
  readonly began: number;
  /** How many of all cells were planned, in words; undefined when the undisturbed run failed. */
  readonly choice: string | undefined;
  /** Of the undisturbed run. */
  readonly events: Readonly<Record<Role, number>> | undefined;
}
