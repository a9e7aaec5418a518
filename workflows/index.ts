export { experiment } from './experiment.ts';
export { fault } from './fault.ts';
export { gameDay } from './game-day.ts';
export { previewPlan } from './preview-plan.ts';
export { readReport } from './read-report.ts';
export { safetySwitch } from './safety-switch.ts';
export { sweeper } from './sweeper.ts';
