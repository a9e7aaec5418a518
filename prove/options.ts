import { parseArgs } from 'node:util';
import { parseRatio } from './sample.ts';

export interface Options {
  /** Undefined: everything. */
  readonly sample: number | undefined;
  readonly seed: number;
  /** Kind, name, or the beginning of a name. */
  readonly only: string | undefined;
  readonly jobs: number;
  /** Undefined: as long as it takes. */
  readonly minutes: number | undefined;
  readonly write: string | undefined;
  readonly mutants: boolean;
  readonly allowImpossible: boolean;
  /** Only what was not clean in the run before. */
  readonly again: boolean;
}

const SAMPLE_MINUTES = 15;

export const USAGE = `npm run prove -- [--all | --sample 1/5] [--seed N] [--only KIND|NAME] [--jobs N] [--minutes M] [--write FILE]
npm run prove -- --again [--write FILE]
npm run prove -- --mutants
  --all               every cell (the default, except in CI)
  --sample 1/5        every fifth cell, and of every kind at least one (the default in CI, with --minutes ${SAMPLE_MINUTES})
  --seed N            another choice of the sample; printed, so that it can be chosen again (default 1)
  --only KIND|NAME    only cells of this kind, or whose name begins so
  --jobs N            so many cells beside each other (default 3), and twice as many of those that mostly wait
  --minutes M         no cell begins after so many minutes; those are "not run", which is not clean
  --write FILE        the matrix as Markdown also to this file
  --again             only the cells of the last run that were not clean, also of one that was stopped; the matrix says so
  --allow-impossible  cells that this machine does not allow (a full disk needs mount) do not fail the run
  --mutants           breaks the product on purpose and demands that cells turn red`;

/** Fails with a sentence. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      all: { type: 'boolean', default: false },
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      jobs: { type: 'string', default: '3' },
      minutes: { type: 'string' },
      write: { type: 'string' },
      mutants: { type: 'boolean', default: false },
      'allow-impossible': { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
    },
  });
  const isSampled =
    !values.all && !values.again && (values.sample !== undefined || (env['CI'] && values.only === undefined));
  const minutes = values.minutes ?? (isSampled ? String(SAMPLE_MINUTES) : undefined);
  return {
    sample: isSampled ? parseRatio(values.sample ?? '1/5') : undefined,
    seed: positive('--seed', values.seed),
    only: values.only,
    jobs: positive('--jobs', values.jobs),
    minutes: minutes === undefined ? undefined : positive('--minutes', minutes),
    write: values.write,
    mutants: values.mutants,
    allowImpossible: values['allow-impossible'],
    again: values.again,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`${name} is "${text}"; expected a number above 0`);
}
