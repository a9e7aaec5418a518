import { z } from 'zod';
import { label } from '../scalars.ts';

export const resourceTarget = z
  .strictObject({ name: label.describe('Its name.') })
  .describe(
    'Anything else, by a name that its owners agree on; two game days never hold the same name at the same time.',
  );
export type ResourceTargetSpec = z.output<typeof resourceTarget>;
