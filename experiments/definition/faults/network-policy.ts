import { z } from 'zod';
import { hints } from '../hints.ts';
import { onMappings } from '../on-mappings.ts';
import { argv, positiveMs } from '../scalars.ts';
import { podSelector } from './pod-selector.ts';

const labels = z.record(z.string(), z.string());

const peer = z
  .strictObject({
    pods: labels
      .optional()
      .describe('Pods with these labels; in the namespace of the target unless `namespaces` is given.'),
    namespaces: labels
      .optional()
      .describe('Namespaces with these labels, such as `kubernetes.io/metadata.name: shop`.'),
    cidr: z
      .string()
      .regex(/^[0-9a-fA-F.:]+\/\d{1,3}$/)
      .optional()
      .describe('Addresses, such as `10.0.0.0/8`; not together with `pods` or `namespaces`.')
      .register(hints, { expected: 'a range of addresses such as 10.0.0.0/8' }),
    ports: z
      .array(
        z.strictObject({
          port: z.int().min(1).max(65_535).describe('The port.'),
          protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP').describe('Its protocol.'),
        }),
      )
      .min(1)
      .optional()
      .describe('Only these ports; without pods, namespaces and cidr: of everybody.'),
  })
  .refine((one) => Object.values(one).some((value) => value !== undefined), {
    error: 'this would allow everybody; expected at least one of pods, namespaces, cidr, ports',
    when: onMappings,
  })
  .refine(({ cidr, pods, namespaces }) => cidr === undefined || (pods ?? namespaces) === undefined, {
    error: 'cidr stands alone; expected it without pods and namespaces',
    when: onMappings,
  })
  .meta({ id: 'networkPeer' });
export type NetworkPeer = z.output<typeof peer>;

const probe = z
  .strictObject({
    exec: argv.describe(
      'A program in a pod that exits 0 exactly when the traffic gets through; `{ip}` is the address of the first pod of the target.',
    ),
    from: podSelector
      .optional()
      .describe('Runs it in the first running pod with these labels, instead of in the first pod of the target.'),
    namespace: z.string().min(1).optional().describe('Where `from` is looked for; without it where the target is.'),
    container: z.string().min(1).optional().describe('The container; without it the first one.'),
    timeout: positiveMs
      .prefault('10s')
      .describe(
        'How long it may take; when it does not end by itself until then, nobody can tell. Give the program a shorter timeout of its own.',
      ),
  })
  .meta({ id: 'networkProbe' });
export type NetworkProbe = z.output<typeof probe>;

export const networkPolicy = z
  .strictObject({
    deny: z.enum(['ingress', 'egress', 'both']).default('both').describe('Which direction is cut, as the pods see it.'),
    allow: z.array(peer).default([]).describe('Who may still talk to them, in the direction that is cut.'),
    probe: probe
      .optional()
      .describe(
        'Shows whether the policy has an effect: asked before the fault, under it and after it. Without it nobody can tell, and the hypothesis is unknown.',
      ),
  })
  .describe(
    'Isolates the pods of a Deployment, StatefulSet or DaemonSet, or one Pod, by a NetworkPolicy of its own, which the undo deletes. The network plug-in of the cluster must enforce policies; the API server takes them either way. Policies add up: another policy that allows traffic to these pods still does.',
  );
export type NetworkPolicy = z.output<typeof networkPolicy>;
