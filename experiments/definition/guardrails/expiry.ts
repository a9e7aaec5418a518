import { z } from 'zod';

export const expiry = z
  .strictObject({})
  .describe(
    'Every fault must end by itself when everything of ours is gone. Always on in production, unless `allowNoExpiry` says otherwise.',
  );
export type ExpiryRule = z.output<typeof expiry>;
