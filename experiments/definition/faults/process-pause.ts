import { z } from 'zod';

export const processPause = z
  .strictObject({})
  .describe(
    'Stops the process (SIGSTOP) and lets it go on (SIGCONT). A supervised timer beside it lets it go on if we all die.',
  );
export type ProcessPause = z.output<typeof processPause>;
