import { formatDuration } from '../../../experiments/definition/duration.ts';
import { repeatOf, roundsOf } from '../../../experiments/definition/faults/repeat.ts';
import type { ExperimentCheck } from './check.ts';
import { listedGroups } from './listed-faults.ts';

/** More would make a history that takes long to replay, and a report that nobody reads. */
const MOST_ROUNDS = 100;

export const repeatsCanBeDone: ExperimentCheck = (experiment, complain, has) => {
  for (const { faults } of listedGroups(experiment)) {
    for (const { fault, path } of faults) {
      const repeat = repeatOf(fault.settings);
      if (repeat === undefined) continue;
      const at = [...path, fault.kind, 'repeat'];
      const { every, for: altogether } = repeat;
      if (faults.length > 1)
        complain(at, 'faults that are on at the same time are not repeated; take this fault out of the parallel group');
      if (has([...path, 'hold']))
        complain([...path, 'hold'], 'is not used together with repeat, whose "every" says how long; leave it out');
      if (altogether < every)
        complain(
          [...at, 'for'],
          `${formatDuration(altogether)} is shorter than one round (every: ${formatDuration(every)}); expected at least as long`,
        );
      else if (roundsOf(repeat) > MOST_ROUNDS)
        complain(
          [...at, 'for'],
          `${formatDuration(altogether)} makes ${roundsOf(repeat)} rounds of ${formatDuration(every)}; expected at most ${MOST_ROUNDS}`,
        );
    }
  }
};
