import { z } from 'zod';

export const notOurselves = z
  .strictObject({})
  .describe(
    'Never our own worker, the Temporal server, the client, or a parent of them. Always on; needs no settings.',
  );
export type NotOurselves = z.output<typeof notOurselves>;
