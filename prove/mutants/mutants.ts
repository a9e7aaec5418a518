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

/** A harness that finds nothing may be blind. Each of these breaks one thing that the promise rests on. */
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
  {
    name: 'a late injection is not fenced off',
    changes: [
      {
        file: `${ENGINE}/inject-fault.js`,
        find: 'async function takeBackIfLate(order, record, call) {',
        put: 'async function takeBackIfLate(order, record, call) { return;',
      },
      {
        file: `${ENGINE}/inject-fault.js`,
        find: 'function refuseIfOvertaken(order, stored) {',
        put: 'function refuseIfOvertaken(order, stored) { return;',
      },
      // The harness stops the worker when the record says `injecting`, which may be too late: so the first attempt, whose
      // record has two lines, stops itself on the very line, unless it has stood still before.
      {
        file: `${ENGINE}/inject-fault.js`,
        find: 'await driver.inject(call);',
        put:
          "if (order.kind === 'process-pause' && injecting.log.length === 2 && Date.now() - injecting.touchedAt < 5_000) " +
          "process.kill(process.pid, 'SIGSTOP'); await driver.inject(call);",
      },
    ],
    caughtBy: ['worker frozen/about to inject'],
  },
  ...policyMutants,
  {
    name: 'the undo succeeds without touching the target',
    changes: [{ file: `${ENGINE}/undo-fault.js`, find: 'await undoOnTarget(order, call, isUntouched);', put: '' }],
    caughtBy: ['undisturbed'],
  },
];
