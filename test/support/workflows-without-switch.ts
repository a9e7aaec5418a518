// As of a worker that was built before there was a safety switch.
export { experiment, fault, gameDay, previewPlan, readReport } from '../../workflows/index.ts';
