import { parseArgs } from 'node:util';

export interface Options {
  readonly quick: boolean;
  /** Undefined: everything. */
  readonly only: string | undefined;
}

/** Fails with a sentence. */
export function readOptions(args: readonly string[], names: readonly string[]): Options {
  const { quick, only } = parse(args);
  if (only === undefined || names.includes(only)) return { quick, only };
  throw new Error(`Nothing was measured: --only takes one of ${names.join(', ')}, not "${only}".`);
}

function parse(args: readonly string[]): Options {
  const options = { quick: { type: 'boolean', default: false }, only: { type: 'string' } } as const;
  try {
    const { quick, only } = parseArgs({ args: [...args], options }).values;
    return { quick, only };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Nothing was measured: ${why}. Options: --quick, --only NAME.`, { cause: error });
  }
}
