import { z } from 'zod';
import { label } from '../scalars.ts';

export const excludedNamespaces = z
  .strictObject({
    allow: z.array(label).optional().describe('These may be touched, although they are excluded without this.'),
    also: z.array(label).optional().describe('These are excluded too; `*` stands for any characters: `prod-*`.'),
  })
  .describe(
    'Nothing in kube-system, kube-public, kube-node-lease, chaos-mesh, litmus, temporal, and in the namespaces of our own workers and records. Always on for targets in a cluster.',
  );
export type ExcludedNamespaces = z.output<typeof excludedNamespaces>;
