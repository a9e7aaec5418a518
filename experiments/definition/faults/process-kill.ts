import { z } from 'zod';
import { positiveMs } from '../scalars.ts';
import { repeat, REPEAT_SAYS } from './repeat.ts';

export const processKill = z
  .strictObject({
    signal: z
      .enum(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGABRT', 'SIGHUP'])
      .default('SIGKILL')
      .describe('The signal that is sent.'),
    goneWithin: positiveMs.prefault('5s').describe('How long the process may take to be gone after the signal.'),
    repeat: repeat.optional().describe(REPEAT_SAYS),
  })
  .describe(
    'Ends the process with a signal. It heals by itself: something must start it again, and we wait until it did.',
  );
export type ProcessKill = z.output<typeof processKill>;
