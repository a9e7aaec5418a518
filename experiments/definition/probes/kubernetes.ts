import { z } from 'zod';
import { hints } from '../hints.ts';
import { apiVersionOf } from '../kubernetes-kinds.ts';
import { onMappings } from '../on-mappings.ts';
import { comparison } from '../scalars.ts';
import { CLUSTER_SCOPED } from '../targets/kubernetes.ts';
import { LABELS_SAY, objectLabels, objectName } from './kubernetes-objects.ts';

const CHECKS = ['ready', 'restarts', 'field', 'condition', 'events'] as const;
export const WITH_READY: readonly string[] = ['Pod', 'Node', 'Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet'];

const COUNT_EXPECTED = 'a number without a unit, such as "== 0" or ">= 2"';

const count = comparison
  .refine(({ unit }) => unit === 'none', { error: `expected ${COUNT_EXPECTED}` })
  .meta({ id: 'count', description: 'A comparison of a number, such as "== 0" or ">= 2".' })
  .register(hints, { expected: COUNT_EXPECTED });

const ready = z.union([z.literal('all'), count]).register(hints, { expected: `all, or ${COUNT_EXPECTED}` });

const field = z.strictObject({
  path: z.string().trim().min(1).describe('JSON path in the object, such as `$.status.phase`.'),
  is: z
    .union([z.string(), z.number(), z.boolean(), z.null()])
    .optional()
    .describe('What it must be; a text such as "> 3" is a comparison. Without it any number is good.'),
});

const condition = z.strictObject({
  type: z.string().trim().min(1).describe('Such as `Available`, `Ready` or `MemoryPressure`.'),
  status: z.enum(['True', 'False', 'Unknown']).default('True').describe('What it must be.'),
});

const events = z.strictObject({
  reason: z.string().trim().min(1).optional().describe('Such as `BackOff`, `Killing` or `FailedScheduling`.'),
  type: z.enum(['Normal', 'Warning']).optional().describe('`Warning`: only those that mean trouble.'),
  count: count.prefault('== 0').describe('How many different ones there may be.'),
});

export const kubernetes = z
  .strictObject({
    namespace: z.string().trim().min(1).optional().describe('Needed for everything that lives in a namespace.'),
    kind: z
      .string()
      .regex(/^[A-Z]\w*$/, {
        error: (issue) =>
          `"${String(issue.input)}" is not a kind; expected it as the API writes it, such as Pod or Deployment`,
      })
      .default('Pod')
      .describe('Kind of the objects, as the API writes it.'),
    apiVersion: z.string().min(1).optional().describe('Needed for kinds that are not part of Kubernetes itself.'),
    name: objectName.describe('The object of this name.'),
    labels: objectLabels.describe(LABELS_SAY),
    container: z.string().trim().min(1).optional().describe('For `restarts`: only containers of this name.'),
    ready: ready
      .optional()
      .describe('How many replicas (of pods or nodes: objects) are ready; `all`, and more than none.'),
    restarts: count.optional().describe('How many containers of the pods were restarted since the experiment began.'),
    field: field.optional().describe('A field of the object; a number becomes the value.'),
    condition: condition.optional().describe('A condition in the status of the object.'),
    events: events
      .optional()
      .describe('Events about the object since the experiment began; their number is the value.'),
  })
  .meta({ oneOf: CHECKS.map((check) => ({ required: [check] })) })
  .superRefine(
    (probe, ctx) => {
      const complain = (message: string, ...path: string[]) => ctx.addIssue({ code: 'custom', message, path });
      const given = CHECKS.filter((check) => probe[check] !== undefined);
      if (given.length !== 1) complain(`expected exactly one of ${CHECKS.join(', ')}`);
      if ((probe.name === undefined) === (probe.labels === undefined))
        complain('expected exactly one of name and labels');
      const { kind, namespace, apiVersion } = probe;
      if (namespace === undefined && apiVersion === undefined && !CLUSTER_SCOPED.includes(kind))
        complain('no namespace is given; expected one, because objects of this kind live in a namespace');
      if (apiVersion === undefined && apiVersionOf(kind) === undefined)
        complain(`"${kind}" is no kind of Kubernetes itself; give its apiVersion`, 'kind');
      if (probe.ready !== undefined && !WITH_READY.includes(kind))
        complain(
          `a ${kind} has no readiness; expected one of ${WITH_READY.join(', ')}, or use field or condition`,
          'ready',
        );
      if (probe.restarts !== undefined && kind !== 'Pod')
        complain(`a ${kind} has no containers; choose its pods by labels`, 'restarts');
      if (probe.container !== undefined && probe.restarts === undefined)
        complain('is for restarts only; remove it', 'container');
    },
    { when: onMappings },
  )
  .describe(
    'Looks at objects of a Kubernetes cluster: readiness, restarts, a field, a condition, or events. What is not there is bad; a server that cannot be asked is unknown.',
  );
export type KubernetesProbe = z.output<typeof kubernetes>;
