import { z } from 'zod';
import { positiveMs } from '../scalars.ts';
import { MAY_LOSE_SAYS, mayLose } from './may-lose.ts';
import { podSelector } from './pod-selector.ts';

export const drain = z
  .strictObject({
    pods: podSelector
      .optional()
      .describe('Evicts only the pods with these labels, as kubectl takes a selector: "app=web,tier in (a,b)".'),
    blockedFor: positiveMs
      .prefault('20s')
      .describe(
        'How long, from the beginning, evictions may be refused by disruption budgets; then the fault fails and is undone. It is part of the time that the fault may take, so hold it longer.',
      ),
    gracePeriod: positiveMs
      .optional()
      .describe('How long the containers of a pod may take to end, in whole seconds; without it as the pod says.'),
    allow: mayLose.describe(MAY_LOSE_SAYS),
  })
  .describe(
    'Cordons a node and evicts its pods through the eviction API, which respects PodDisruptionBudgets. Pods of DaemonSets, of the kubelet itself (mirror pods) and pods that have ended stay. The undo makes the node schedulable again; it has recovered when the workloads of the evicted pods are Ready again.',
  );
export type Drain = z.output<typeof drain>;
