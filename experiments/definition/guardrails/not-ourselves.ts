import { z } from 'zod';
import { label } from '../scalars.ts';

export const notOurselves = z
  .strictObject({
    allowNodes: z
      .array(label)
      .optional()
      .describe('Nodes of a cluster that may be hit, although we, Temporal or the API server run on them.'),
  })
  .describe(
    'Never our own worker, the Temporal server, the client, or a parent of them; in a cluster neither our own pod, nor what controls it, nor a node on which we, Temporal or the API server run. Always on.',
  );
export type NotOurselves = z.output<typeof notOurselves>;
