import type { Mutant } from './mutants.ts';

const TEMPORAL = '_temporalio_workflow__WEBPACK_IMPORTED_MODULE_';

/** Where the bundle starts a child; the line after the policy says which child. */
const CHILDREN = {
  fault: { find: at(`${TEMPORAL}1__`, 12, 'staticSummary: `${order.kind}'), terminated: 'experiment paused' },
  experiment: { find: at(`${TEMPORAL}0__`, 8, 'staticSummary: `${step.name}'), terminated: 'game day' },
} as const;

/** What becomes of a child whose parent is terminated: it must be asked to cancel, and nothing else. */
export const policyMutants: readonly Mutant[] = (['fault', 'experiment'] as const).flatMap((child) =>
  (['TERMINATE', 'ABANDON'] as const).map((policy): Mutant => {
    const { find, terminated } = CHILDREN[child];
    return {
      name: `the ${child} is ${policy === 'TERMINATE' ? 'terminated' : 'abandoned'} with its parent`,
      changes: [{ file: 'workflow-bundle.js', find, put: find.replace('REQUEST_CANCEL', policy) }],
      caughtBy: [`terminate/${terminated}/on`],
    };
  }),
);

function at(module: string, indent: number, next: string): string {
  return `parentClosePolicy: ${module}.ParentClosePolicy.REQUEST_CANCEL,\n${' '.repeat(indent)}${next}`;
}
