import type { Expectation } from './cell.ts';
import type { Observation } from './observation.ts';
import { injectionsIn, slowestUndoMs } from './reckon.ts';

/** Why the cell is red, the worst first; empty when it is clean. */
export function judge(seen: Observation, expects: Expectation): readonly string[] {
  return [...lies(seen), ...left(seen), ...injections(seen), ...ending(seen, expects), ...late(seen, expects)];
}

/** Worse than a fault that is left: a verdict that says there is none. */
function lies({ verdict, leftAtVerdict, log }: Observation): readonly string[] {
  if (verdict === undefined) return [];
  const broken = Object.values(injectionsIn(log)).filter((times) => times > 0).length;
  return [
    ...(verdict.restored === 'yes' && leftAtVerdict.length > 0
      ? [`THE VERDICT LIES: it says restored, but ${leftAtVerdict.join('; ')}`]
      : []),
    ...(verdict.ended === 'completed' && broken < 4
      ? [`THE VERDICT LIES: it says completed, but only ${broken} of 4 targets were broken`]
      : []),
    ...(verdict.ended === 'refused' && broken === 4 ? ['THE VERDICT LIES: it says refused after four faults'] : []),
    ...(verdict.restored === 'yes' && verdict.residue.length > 0
      ? [`THE VERDICT LIES: it says restored, and lists ${verdict.residue.join('; ')}`]
      : []),
  ];
}

function left({ leftAtEnd, leftLater, leftovers }: Observation): readonly string[] {
  return [
    ...leftLater.map((line) => `left: ${line}`),
    ...leftAtEnd.filter((line) => !leftLater.includes(line)).map((line) => `left when the game day had ended: ${line}`),
    ...leftovers.map((command) => `a process was left over: ${command}`),
  ];
}

function injections({ log, notes }: Observation): readonly string[] {
  return Object.entries(injectionsIn(log))
    .filter(([, times]) => times > 1)
    .map(([target, times]) => `${target} was broken ${times} times${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`);
}

function ending({ gameDay, verdict, open, struckAt }: Observation, expects: Expectation): readonly string[] {
  if (expects.gameDay === 'nothing') return [];
  const problems = [
    ...(struckAt === undefined ? ['nothing was done to it: the moment did not come'] : []),
    ...(gameDay === 'still running' ? ['the game day did not end'] : []),
    ...open.map((id) => `workflow ${id} did not end`),
  ];
  if (expects.gameDay === 'refused' && gameDay !== 'refused at the start' && verdict?.ended !== 'refused')
    problems.push(`it should have been refused, but it is ${gameDay}`);
  if (expects.gameDay !== 'completed') return problems;
  if (gameDay !== 'completed') problems.push(`the game day ${gameDay}, but nobody stopped it`);
  else if (verdict?.ended !== 'completed') problems.push(`it ended ${verdict?.ended}: ${verdict?.endedBy}`);
  else if (verdict.restored !== 'yes') problems.push(`it says not restored: ${verdict.residue.join('; ')}`);
  return problems;
}

function late({ log, struckAt, expired }: Observation, expects: Expectation): readonly string[] {
  const undoMs = struckAt === undefined ? null : slowestUndoMs(log, struckAt);
  return [
    ...(undoMs !== null && expects.undoneWithinMs !== undefined && undoMs > expects.undoneWithinMs
      ? [`undone ${undoMs} ms after the moment, more than ${expects.undoneWithinMs} ms`]
      : []),
    ...(expects.mayExpire ? [] : expired.map((name) => `${name} was not undone, it ended by itself`)),
  ];
}
