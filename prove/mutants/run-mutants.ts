import { allCells } from '../cells/index.ts';
import type { Harness } from '../harness.ts';
import { ROLES, type Role } from '../world/workflow-ids.ts';
import { copyOfDist } from './copy-of-dist.ts';
import { MUTANTS } from './mutants.ts';

/** Of its event cells none is needed. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for every role
const NO_EVENTS = Object.fromEntries(ROLES.map((role) => [role, 0])) as Record<Role, number>;

/** 0 only when every mutant was caught by the cells that must catch it. */
export async function runMutants(harness: Harness, say: (line: string) => void): Promise<number> {
  const cells = allCells(NO_EVENTS);
  let isEveryOneCaught = true;
  for (const { name, changes, caughtBy } of MUTANTS) {
    const dist = copyOfDist(name, changes);
    let isCaught = false;
    for (const cellName of caughtBy) {
      const cell = cells.find((one) => one.name === cellName);
      if (cell === undefined) throw new Error(`The mutant "${name}" names a cell that is not there: ${cellName}`);
      const { status, why } = await harness.run(cell, dist);
      say(`${status === 'red' ? 'caught' : 'NOT CAUGHT'}: ${name}, by ${cellName}${why.map((line) => `\n    ${line}`).join('')}`);
      isCaught ||= status === 'red';
    }
    isEveryOneCaught &&= isCaught;
  }
  return isEveryOneCaught ? 0 : 1;
}
