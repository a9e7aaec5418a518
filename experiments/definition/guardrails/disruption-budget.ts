import { z } from 'zod';
import { hints } from '../hints.ts';

const EXPECTED = 'a number of pods such as 1, or a percentage of the replicas such as 25%';

export const disruptionBudget = z
  .strictObject({
    maxUnavailable: z
      .union([z.int().min(0), z.string().regex(/^\d{1,2}%$|^100%$/)])
      .optional()
      .describe('So many pods of each workload, or such a share of its replicas (rounded down), may be down in all.')
      .register(hints, { expected: EXPECTED }),
    withoutBudget: z
      .enum(['ignore', 'warn', 'refuse'])
      .default('warn')
      .describe('What it means when a pod of a StatefulSet has no PodDisruptionBudget.'),
  })
  .describe(
    'The targets fit into their PodDisruptionBudgets: with those that are down already not more pods are down than is allowed. A workload counts with all its pods, a node with those that run on it.',
  );
export type DisruptionBudget = z.output<typeof disruptionBudget>;
