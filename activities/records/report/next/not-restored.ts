import type { FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import type { NextInput } from './next-steps.ts';
import { callWhom, copyable, listed, named, quoted, say, shellWord } from './wording.ts';

/** What is still different out there, and the command that records that a person has put it back. */
export function notRestored({ plan, outcome }: NextInput): readonly string[] {
  const faults = outcome.experiments.flatMap((experiment) => experiment.faults);
  const told = new Set(faults.flatMap((fault) => fault.residue));
  const others = outcome.verdict.residue.filter((residue) => !told.has(residue));
  const whom = callWhom(plan);
  return [
    ...faults.filter((fault) => fault.restored === 'no').map((fault) => residueOf(fault, outcome.id, whom)),
    ...others.map((residue) => `NOT RESTORED: ${quoted(residue)}. ${whom} and put it back by hand.`),
  ];
}

function residueOf(fault: FaultOutcome, gameDayId: string, whom: string): string {
  const left = fault.residue.length === 0 ? 'what is left was not recorded' : listed(fault.residue);
  const head = `NOT RESTORED: ${named(fault.name)} on ${say(fault.target.label)}: ${left}.`;
  if (fault.settled !== undefined)
    return `${head} ${whom} and look at it again: it was settled by hand and could not be verified.`;
  const settle = `gameday settle ${shellWord(gameDayId)} --fault ${shellWord(fault.faultId)} --comment "what you did"`;
  return `${head} ${whom}, put it back by hand, check that it is so, then record it: ${copyable(settle)}`;
}

export function snapshotsNotRight({ plan, outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap(({ name, snapshot }) => {
    if (snapshot === undefined) return [];
    const { id, subject } = snapshot.reference;
    const which = `snapshot ${copyable(id)} of ${say(subject)} (${say(name)})`;
    if (snapshot.restored === 'failed')
      return [
        `The restore of ${which} failed: ${quoted(snapshot.detail)}. ${callWhom(plan)} before anybody writes there.`,
      ];
    if (snapshot.verifiedAfterwards !== 'no') return [];
    return [
      `The check of ${which} after the undo failed: ${quoted(snapshot.detail)}. Compare the data with it before it expires.`,
    ];
  });
}
