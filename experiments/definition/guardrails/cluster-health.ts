import { z } from 'zod';
import { label } from '../scalars.ts';

export const clusterHealth = z
  .strictObject({
    ignoreNodes: z.array(label).optional().describe('Nodes whose state does not count.'),
  })
  .describe(
    'Every node is Ready and under no pressure (memory, disk, processes), no rollout of a workload of the targets is going on, and all its replicas are available.',
  );
export type ClusterHealth = z.output<typeof clusterHealth>;
