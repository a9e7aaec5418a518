import { formatDuration } from '../../../experiments/definition/duration.ts';
import { repeatOf, roundsOf } from '../../../experiments/definition/faults/repeat.ts';
import type { ExperimentCheck } from './check.ts';
import { type ListedGroup, listedGroups } from './listed-faults.ts';

/** What is surely longer than allowed is refused now, and not in the middle of it. */
export const holdsFitTheLimit: ExperimentCheck = (experiment, complain, has) => {
  const holds = listedGroups(experiment).map(holdsOf);
  const total = experiment.baseline + holds.reduce((sum, { each, times }) => sum + each * times, 0);
  const { maxDuration } = experiment.limits;
  if (total <= maxDuration) return;
  const written = has(['limits', 'maxDuration']);
  const texts = holds.map(({ each, times }) => (times === 1 ? '' : `${times} × `) + formatDuration(each));
  const parts = `baseline (${formatDuration(experiment.baseline)}) and holds (${texts.join(' + ')})`;
  const limit = `limits.maxDuration (${formatDuration(maxDuration)}${written ? '' : ', the default'})`;
  complain(
    written ? ['limits', 'maxDuration'] : ['faults'],
    `${parts} are longer than ${limit}; hold for a shorter time, or raise the limit`,
  );
};

function holdsOf({ faults }: ListedGroup): { readonly each: number; readonly times: number } {
  const repeat = faults.map(({ fault }) => repeatOf(fault.settings)).find((one) => one !== undefined);
  if (repeat !== undefined) return { each: repeat.every, times: roundsOf(repeat) };
  return { each: Math.max(...faults.map(({ fault }) => fault.hold)), times: 1 };
}
