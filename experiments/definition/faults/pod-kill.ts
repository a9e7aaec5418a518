import { z } from 'zod';
import { durationMs } from '../scalars.ts';
import { repeat, REPEAT_SAYS } from './repeat.ts';

export const podKill = z
  .strictObject({
    gracePeriod: durationMs
      .prefault('0s')
      .describe(
        'How long its containers may take to end, in whole seconds. `0s` removes the pod from the API at once; one of a StatefulSet gets a second, because its name must not be given twice.',
      ),
    minRunning: z
      .int()
      .min(0)
      .default(1)
      .describe('So many other pods of the same owner must be Ready; with fewer the kill is skipped.'),
    repeat: repeat.optional().describe(REPEAT_SAYS),
  })
  .describe(
    'Deletes a pod. Whatever owns it must start another; it has recovered when as many pods of that owner are Ready as before.',
  );
export type PodKill = z.output<typeof podKill>;
