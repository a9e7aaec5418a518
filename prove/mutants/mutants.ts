import type { Change } from './copy-of-dist.ts';

export interface Mutant {
  /** What is wrong with it. */
  readonly name: string;
  readonly changes: readonly Change[];
  /** Cells of which at least one must be red. */
  readonly caughtBy: readonly string[];
}

export const MUTANTS: readonly Mutant[] = [];
