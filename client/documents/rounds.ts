import { repeatOf, roundsOf } from '../../experiments/definition/faults/repeat.ts';
import type { FaultGroup } from '../../experiments/definition/plan.ts';

/** A fault that is repeated becomes so many groups, each with targets and a recovery of its own. */
export function inRounds(group: FaultGroup): readonly FaultGroup[] {
  const [fault, ...others] = group.faults;
  const repeat = fault && repeatOf(fault.settings);
  if (fault === undefined || repeat === undefined || others.length > 0) return [group];
  const of = roundsOf(repeat);
  return Array.from({ length: of }, (_, at) => {
    const name = `${group.name} (${at + 1} of ${of})`;
    const holdMs = repeat.every;
    return { name, holdMs, round: { nth: at + 1, of }, faults: [{ ...fault, name, hold: holdMs }] };
  });
}
