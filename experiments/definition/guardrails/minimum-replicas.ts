import { z } from 'zod';

export const minimumReplicas = z
  .strictObject({
    ready: z.int().min(1).default(1).describe('So many pods of each workload stay Ready beside those that are taken.'),
  })
  .describe('Of every workload whose pods are taken, others are Ready.');
export type MinimumReplicas = z.output<typeof minimumReplicas>;
