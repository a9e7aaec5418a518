import { z } from 'zod';

/** What does not come back by itself when a pod is gone. */
export const mayLose = z.array(z.enum(['pods-without-controller', 'empty-dir-data'])).default([]);
export type MayLose = z.output<typeof mayLose>;

export const MAY_LOSE_SAYS =
  'What may be lost for good, and is refused otherwise: pods that nobody starts again, and the data in emptyDir volumes.';
