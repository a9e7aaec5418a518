import { z } from 'zod';
import { MAY_LOSE_SAYS, mayLose } from './may-lose.ts';

export const taint = z
  .strictObject({
    key: z.string().min(1).max(317).describe('Key of the taint, such as `gameday.dev/no-new-pods`.'),
    value: z.string().min(1).max(63).optional().describe('Its value.'),
    effect: z
      .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
      .describe(
        'What happens to pods that do not tolerate it: none come, few come, or (`NoExecute`) those that run are deleted at once, whatever disruption budgets say.',
      ),
    allow: mayLose.describe(`With \`NoExecute\`. ${MAY_LOSE_SAYS}`),
  })
  .describe(
    'Adds a taint to a node. The undo takes away this taint only; it has recovered when the workloads of the pods that had to leave are Ready again.',
  );
export type Taint = z.output<typeof taint>;
