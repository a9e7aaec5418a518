import { parseArgs } from 'node:util';
import { invalid, messageOf } from '../client/failure.ts';

/** Which situations are played; undefined: all of them. */
export function onlyOf(args: readonly string[], situations: number): number | undefined {
  const only = read(args);
  if (only === undefined) return undefined;
  const number = Number(only);
  if (Number.isInteger(number) && number >= 1 && number <= situations) return number;
  throw invalid(`Nothing was compared: --only takes a number from 1 to ${situations}, not "${only}".`);
}

function read(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { only: { type: 'string' } } }).values.only;
  } catch (error) {
    throw invalid(`Nothing was compared: ${messageOf(error)} The only option is --only N.`);
  }
}
