import type { GameDayCheck } from './check.ts';

/** Pauses and approvals alone find nothing out. */
export const someExperiment: GameDayCheck = ({ steps }, complain) => {
  if (steps.some((step) => 'experiment' in step)) return;
  complain(['steps'], 'there is no experiment among the steps; add one: { experiment: path-of-a-document.yaml }');
};
