import { z } from 'zod';
import { hints } from '../hints.ts';

const EXPECTED = 'a number of replicas such as 0 or 3, or a percentage of those before such as 50%';

export const scale = z
  .strictObject({
    replicas: z
      .union([z.int().min(0).max(10_000), z.string().regex(/^\d{1,3}%$/)])
      .register(hints, { expected: EXPECTED })
      .describe(
        'So many, or a percentage of those before, rounded towards the number before: 50% of 3 is 2, 150% of 3 is 4.',
      ),
  })
  .describe(
    'Changes the number of replicas of a Deployment, StatefulSet or ReplicaSet. The undo writes the number before, unless somebody else (a person, an autoscaler, a GitOps controller) changed it meanwhile.',
  );
export type Scale = z.output<typeof scale>;
