import { allCells } from '../cells/index.ts';
import { undisturbedCell } from '../cells/undisturbed.ts';
import type { Harness } from '../harness.ts';
import { NO_EVENTS } from '../world/workflow-ids.ts';
import { copyOfDist } from './copy-of-dist.ts';
import { type Mutant, MUTANTS } from './mutants.ts';

/** What a mutant breaks is waited for in vain, so several may wait at a time. */
const LANES = 3;

/** 0 only when every mutant was caught by a cell that must catch it. */
export async function runMutants(harness: Harness, say: (line: string) => void): Promise<number> {
  let survivors = 0;
  const waiting = [...MUTANTS];
  const lane = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift())
      if (!(await isCaught(mutant, harness, say))) survivors += 1;
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  say(`${MUTANTS.length - survivors} of ${MUTANTS.length} mutants were caught.`);
  return survivors === 0 ? 0 : 1;
}

async function isCaught({ name, changes, caughtBy }: Mutant, harness: Harness, say: (line: string) => void) {
  const dist = copyOfDist(name, changes);
  const cells = [undisturbedCell(), ...allCells(NO_EVENTS)];
  for (const cellName of caughtBy) {
    const cell = cells.find((one) => one.name === cellName);
    if (cell === undefined) throw new Error(`The mutant "${name}" names a cell that is not there: ${cellName}`);
    const { status, why, seen } = await harness.run(cell, dist);
    const isRed = status === 'red' && seen !== undefined;
    say(
      [`${isRed ? 'caught' : 'NOT CAUGHT'}: ${name}, by ${cellName}`, ...why.map((line) => `    ${line}`)].join('\n'),
    );
    if (isRed) return true;
  }
  return false;
}
