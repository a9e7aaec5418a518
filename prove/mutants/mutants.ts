import type { Change } from './copy-of-dist.ts';
import { policyMutants } from './close-policies.ts';

export interface Mutant {
  /** What is wrong with it. */
  readonly name: string;
  readonly changes: readonly Change[];
  /** Cells of which at least one must be red; they are run in this order until one is. */
  readonly caughtBy: readonly string[];
}

const ENGINE = 'activities/faults/engine';

/**
 * A harness that finds nothing may be blind. Each of these breaks one thing that the promise rests on, and is caught whatever
 * the timing. Not among them: a late injection that is not fenced off. A worker that stood still may undo its own late
 * injection, with the tasks that it was handed meanwhile; that fence is tested in test/activities/faults/engine.
 */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'the undo is recorded after the damage',
    changes: [
      {
        file: `${ENGINE}/prepare-undo.js`,
        find: 'await ports.undoRecords.write(recordOf(undoOrder));',
        put: 'await driverOf(order).inject(callOf(undoOrder, ports, signal)); await ports.undoRecords.write(recordOf(undoOrder));',
      },
    ],
    caughtBy: ['worker killed/injecting'],
  },
  ...policyMutants,
  {
    name: 'the undo succeeds without touching the target',
    changes: [{ file: `${ENGINE}/undo-fault.js`, find: 'await undoOnTarget(order, call, isUntouched);', put: '' }],
    caughtBy: ['undisturbed'],
  },
];
