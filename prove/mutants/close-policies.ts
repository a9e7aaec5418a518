import type { Change } from './copy-of-dist.ts';
import type { Mutant } from './mutants.ts';

const TEMPORAL = '_temporalio_workflow__WEBPACK_IMPORTED_MODULE_';

/** Where the bundle starts a child; the line after the policy says which child. */
const CHILDREN = {
  fault: at(`${TEMPORAL}1__`, 12, 'staticSummary: `${order.kind}'),
  experiment: at(`${TEMPORAL}0__`, 8, 'staticSummary: `${step.name}'),
} as const;

/**
 * What becomes of a child whose parent is terminated: it must be asked to cancel, and nothing else. An experiment that is
 * terminated with its game day is missing here: its faults are asked to cancel and undo themselves, so nothing is left.
 */
export const policyMutants: readonly Mutant[] = [
  {
    name: 'the fault is terminated with its experiment',
    changes: [policy('fault', 'TERMINATE')],
    caughtBy: ['terminate/experiment paused/on'],
  },
  {
    name: 'the fault is abandoned with its experiment',
    changes: [policy('fault', 'ABANDON')],
    caughtBy: ['terminate/experiment paused/on'],
  },
  {
    name: 'the experiment is abandoned with its game day',
    changes: [policy('experiment', 'ABANDON')],
    caughtBy: ['terminate/game day/on'],
  },
  {
    name: 'experiment and fault are terminated with the game day',
    changes: [policy('experiment', 'TERMINATE'), policy('fault', 'TERMINATE')],
    caughtBy: ['terminate/game day/on'],
  },
];

function policy(child: keyof typeof CHILDREN, name: 'TERMINATE' | 'ABANDON'): Change {
  const find = CHILDREN[child];
  return { file: 'workflow-bundle.js', find, put: find.replace('REQUEST_CANCEL', name) };
}

function at(module: string, indent: number, next: string): string {
  return `parentClosePolicy: ${module}.ParentClosePolicy.REQUEST_CANCEL,\n${' '.repeat(indent)}${next}`;
}
