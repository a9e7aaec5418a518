import { z } from 'zod';

export const concurrency = z
  .strictObject({
    perNamespace: z
      .int()
      .min(1)
      .default(1)
      .describe('So many experiments at the same time, this one included, have faults in one namespace.'),
  })
  .describe(
    'Few experiments at once act in the namespaces of the targets, as the undo records in the cluster say. Two that begin in the same moment do not see each other.',
  );
export type Concurrency = z.output<typeof concurrency>;
