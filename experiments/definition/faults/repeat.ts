import { z } from 'zod';
import { positiveMs } from '../scalars.ts';

/** For faults that heal by themselves: the next round begins when the one before has recovered. */
export const repeat = z
  .strictObject({
    every: positiveMs.describe('How long each round is held; it takes the place of `hold`. Then comes its recovery.'),
    for: positiveMs.describe('How long altogether, recoveries not counted: `every: 30s, for: 4m` makes 8 rounds.'),
  })
  .meta({ id: 'repeat' });
export type Repeat = z.output<typeof repeat>;

export const REPEAT_SAYS = 'Does it again and again, each time to targets that are resolved anew.';

export function roundsOf({ every, for: altogether }: Repeat): number {
  return Math.ceil(altogether / every);
}

/** Of any fault's settings. */
export function repeatOf(settings: object): Repeat | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this key means this in every fault's settings
  return 'repeat' in settings ? (settings.repeat as Repeat | undefined) : undefined;
}
