import { z } from 'zod';
import { hints } from '../hints.ts';
import { httpExpectation } from '../http-request.ts';
import { onMappings } from '../on-mappings.ts';
import { argv } from '../scalars.ts';

const SELECTORS = ['name', 'labels', 'fields', 'node', 'owner', 'annotations'] as const;
/** They live beside namespaces. */
export const CLUSTER_SCOPED: readonly string[] = ['Node', 'Namespace', 'PersistentVolume'];

const where = z
  .union([
    z.strictObject({
      get: z.string().min(1).describe('The URL that is asked; {ip} and {name} stand for those of the pod.'),
      expect: httpExpectation.describe('What the answer must look like.'),
    }),
    z.strictObject({ exec: argv.describe('Run in the container; exits 0 for a pod that is meant.') }),
  ])
  .register(hints, { branches: { what: 'condition', keys: [['get'], ['exec']] } });

const OWNER_EXPECTED = 'kind/name, such as deployment/web or statefulset/ledger';

export const kubernetesTarget = z
  .strictObject({
    namespace: z.string().min(1).optional().describe('Needed for everything that lives in a namespace.'),
    kind: z
      .string()
      .regex(/^[A-Z]\w*$/, {
        error: (issue) =>
          `"${String(issue.input)}" is not a kind; expected it as the API writes it, such as Pod or Deployment`,
      })
      .default('Pod')
      .describe('Kind of the objects, as the API writes it.'),
    apiVersion: z.string().min(1).optional().describe('Needed for kinds that are not part of Kubernetes itself.'),
    name: z.string().min(1).optional().describe('The object of this name.'),
    labels: z
      .union([z.record(z.string(), z.string()), z.string().min(1)])
      .optional()
      .describe('A mapping of labels, or a selector as kubectl takes it: "app=web,tier in (a,b)".')
      .register(hints, { expected: 'a mapping of labels, or a selector such as "app=web,tier in (a,b)"' }),
    fields: z.string().min(1).optional().describe('A field selector as kubectl takes it: "status.phase=Running".'),
    node: z.string().min(1).optional().describe('Pods on this node.'),
    owner: z
      .string()
      .regex(/^[A-Za-z]+\/[a-z0-9.-]+$/, {
        error: (issue) => `"${String(issue.input)}" is not an owner; expected ${OWNER_EXPECTED}`,
      })
      .optional()
      .describe(
        'Pods that belong to it: `deployment/web`, `statefulset/ledger`, `daemonset/agent`, `replicaset/…`, `job/…`.',
      )
      .register(hints, { expected: OWNER_EXPECTED }),
    annotations: z.record(z.string(), z.string()).optional().describe('All of these annotations.'),
    container: z.string().min(1).optional().describe('The container of the pod; without it the first one.'),
    where: where
      .optional()
      .describe('Keeps the pods that answer so, for example whose /healthz says that it is the leader.'),
    spread: z
      .enum(['node', 'zone'])
      .optional()
      .describe('Take at most one pod per node, or per zone (the label `topology.kubernetes.io/zone` of its node).'),
    optedIn: z
      .boolean()
      .default(false)
      .describe('Only objects whose owners allow it by the annotation `gameday.dev/opt-in: "true"`.'),
    ifEmpty: z
      .enum(['fail', 'skip'])
      .default('fail')
      .describe('When nothing matches: refuse the experiment, or skip this fault (then the hypothesis is unknown).'),
  })
  .meta({ anyOf: SELECTORS.map((key) => ({ required: [key] })) })
  .refine((t) => SELECTORS.some((key) => t[key] !== undefined), {
    error: `expected at least one of ${SELECTORS.join(', ')}`,
    when: onMappings,
  })
  .refine((t) => t.namespace !== undefined || t.apiVersion !== undefined || CLUSTER_SCOPED.includes(t.kind), {
    error: 'no namespace is given; expected one, because objects of this kind live in a namespace',
    when: onMappings,
  })
  .describe('Objects of a Kubernetes cluster. Every selector that is given must match.');
export type KubernetesTargetSpec = z.output<typeof kubernetesTarget>;
