import type { FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import { byName } from '../facts/by-name.ts';
import { duration } from '../format/duration.ts';
import { counted } from '../format/number.ts';
import type { NextInput } from './next-steps.ts';
import { named, onTargets } from './wording.ts';

/** An undo usually takes well under a second; this long means that somebody or something was in its way. */
const SLOW_MS = 10_000;

export function slowUndo({ outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap((experiment) => {
    const slow = experiment.faults.filter(
      (fault) => fault.recovery === 'undone' && fault.restored === 'yes' && isSlow(fault),
    );
    return byName(slow).map(({ name, faults }) => {
      const what = [...tookLong(faults), ...failedFirst(faults)].join(' and ');
      return `The undo of ${named(name)} on ${onTargets(faults)} ${what}. Find out what was in its way before the next game day.`;
    });
  });
}

function isSlow(fault: FaultOutcome): boolean {
  return fault.undoFailures > 0 || undoMs(fault) > SLOW_MS;
}

function undoMs({ undoStartedAt, undoneAt }: FaultOutcome): number {
  return undoStartedAt === undefined || undoneAt === undefined ? 0 : undoneAt - undoStartedAt;
}

function tookLong(faults: readonly FaultOutcome[]): readonly string[] {
  const longest = Math.max(...faults.map(undoMs));
  return longest === 0 ? [] : [`took ${faults.length > 1 ? 'up to ' : ''}${duration(longest)}`];
}

function failedFirst(faults: readonly FaultOutcome[]): readonly string[] {
  const failures = faults.reduce((sum, fault) => sum + fault.undoFailures, 0);
  return failures === 0 ? [] : [`failed ${counted(failures, 'time')} first`];
}
