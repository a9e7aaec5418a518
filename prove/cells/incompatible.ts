import type { Change } from '../mutants/copy-of-dist.ts';

/** One more command at the beginning: what the history holds does not fit any more. */
const withATimerBefore = (find: string): Change => ({
  file: 'workflow-bundle.js',
  find,
  put: `${find}\n    (0,_temporalio_workflow__WEBPACK_IMPORTED_MODULE_0__.sleep)(60000).catch(() => undefined);`,
});

/** Workflows as another version might have them that was deployed without care. */
export const INCOMPATIBLE = {
  'game day': withATimerBefore('async function gameDay(plan) {'),
  experiment: withATimerBefore('async function experiment(input) {'),
  fault: withATimerBefore('async function fault({ order, verifyWithinMs, injectWithinMs }) {'),
} as const;
