import { z } from 'zod';

export const cordon = z
  .strictObject({})
  .describe('Makes a node unschedulable: its pods stay, no new ones come. The undo makes it schedulable again.');
export type Cordon = z.output<typeof cordon>;
