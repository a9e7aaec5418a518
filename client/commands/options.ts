import { InvalidArgumentError, Option } from 'commander';

/** Options that several commands have, each with one meaning. */
export const asOption = () => new Option('--as <name>', 'who you are; without it your login name');

export const varOption = () =>
  new Option('--var <name=value>', 'value of a variable of the document; may be given again').argParser(
    collectVariables,
  );

export const storeOption = () =>
  new Option('--store <folder>', 'where the embedded server and worker keep their files')
    .env('GAMEDAY_STORE')
    .default('.gameday');

export const waitOption = () =>
  new Option('--wait', 'stay until it is over; the default in a terminal and in CI').conflicts('detach');

export const detachOption = () => new Option('--detach', 'print the id and leave; the default elsewhere');

export type Variables = Readonly<Record<string, string>>;

function collectVariables(text: string, known: Variables = {}): Variables {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('Expected name=value, such as ledgerUrl=http://localhost:7100.');
  }
  if (name in known) throw new InvalidArgumentError(`The variable ${name} is given twice.`);
  return { ...known, [name]: value };
}

export function wholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= lowest && number <= highest) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${lowest} to ${highest}.`);
  };
}

export const port = wholeNumber(1, 65_535);
