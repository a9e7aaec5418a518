import { formatDuration } from '../../../experiments/definition/duration.ts';
import type { ExperimentCheck } from './check.ts';
import { listedGroups } from './listed-faults.ts';

/** What is surely longer than allowed is refused now, and not in the middle of it. */
export const holdsFitTheLimit: ExperimentCheck = (experiment, complain, has) => {
  const holds = listedGroups(experiment).map(({ faults }) => Math.max(...faults.map(({ fault }) => fault.hold)));
  const total = experiment.baseline + holds.reduce((sum, hold) => sum + hold, 0);
  const { maxDuration } = experiment.limits;
  if (total <= maxDuration) return;
  const written = has(['limits', 'maxDuration']);
  const parts = `baseline (${formatDuration(experiment.baseline)}) and holds (${holds.map(formatDuration).join(' + ')})`;
  const limit = `limits.maxDuration (${formatDuration(maxDuration)}${written ? '' : ', the default'})`;
  complain(
    written ? ['limits', 'maxDuration'] : ['faults'],
    `${parts} are longer than ${limit}; hold for a shorter time, or raise the limit`,
  );
};
