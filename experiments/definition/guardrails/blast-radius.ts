import { z } from 'zod';
import { percent, positiveMs } from '../scalars.ts';

export const blastRadius = z
  .strictObject({
    maxTargets: z.int().min(1).optional().describe('At most so many targets.'),
    maxPercent: percent.optional().describe('Share of the taken targets among all that match the selector.'),
    maxDuration: positiveMs.optional().describe('At most so long.'),
  })
  .describe('Upper limits for one experiment.');
export type BlastRadius = z.output<typeof blastRadius>;
