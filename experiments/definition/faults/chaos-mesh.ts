import { z } from 'zod';
import { hints } from '../hints.ts';
import { onMappings } from '../on-mappings.ts';
import { positiveMs } from '../scalars.ts';

const KIND_EXPECTED = 'a kind of chaos such as NetworkChaos, StressChaos or PodChaos, or Schedule or Workflow';
/** They belong to the controllers of Chaos Mesh, who write them for its own kinds. */
const INTERNAL = ['PodNetworkChaos', 'PodIOChaos', 'PodHttpChaos'];
/** Time in which a look at the effect must have come to an end. */
const LONGEST_LOOK_MS = 100_000;

const kind = z
  .string()
  .regex(/^([A-Z][A-Za-z]*Chaos|Schedule|Workflow)$/, {
    error: (issue) => `"${String(issue.input)}" is not a kind of chaos; expected ${KIND_EXPECTED}`,
  })
  .refine((name) => !INTERNAL.includes(name), {
    error: (issue) =>
      `${String(issue.input)} is written by the controllers of Chaos Mesh for kinds of their own; expected ${KIND_EXPECTED}`,
  })
  .register(hints, { expected: KIND_EXPECTED });

export const chaosMesh = z
  .strictObject({
    kind: kind.describe('As in the manifest: `NetworkChaos`, `StressChaos`, `PodChaos`, `Schedule`, `Workflow`…'),
    spec: z
      .record(z.string(), z.unknown())
      .register(hints, { expected: 'the spec of the object, as Chaos Mesh documents it' })
      .describe(
        'Its spec. `duration` is what is left of the fault. With a Pod as target also `mode` and `selector` are set: exactly that pod. With a Namespace as target the selectors are your own.',
      ),
    effectWithin: positiveMs
      .refine((ms) => ms <= LONGEST_LOOK_MS, { error: 'is too long; expected at most 100s' })
      .prefault('20s')
      .describe(
        'How long Chaos Mesh may take to inject it; of a Schedule or a Workflow, how long until its first chaos is injected.',
      ),
  })
  .superRefine(
    ({ kind: name, spec }, ctx) => {
      // Asked also when something is wrong with it.
      if (!onMappings({ value: spec })) return;
      if (hasDuration(name) && 'duration' in spec)
        refuse(
          ctx,
          'duration',
          'is set by us to what is left of the fault; leave it out, and say how long with "hold"',
        );
      if ('remoteCluster' in spec)
        refuse(ctx, 'remoteCluster', 'is a cluster that cannot be looked at from here; run a worker for that cluster');
    },
    { when: onMappings },
  )
  .describe(
    'Any object of chaos-mesh.org/v1alpha1. Chaos Mesh injects it, and ends it after its duration if everything of ours is gone; the undo deletes it and waits until it and all that it made are really gone.',
  );
export type ChaosMesh = z.output<typeof chaosMesh>;

function refuse(ctx: z.core.$RefinementCtx, key: string, message: string): void {
  ctx.addIssue({ code: 'custom', path: ['spec', key], message });
}

/** A Schedule and a Workflow go on until somebody deletes them. */
export const hasDuration = (name: string): boolean => name !== 'Schedule' && name !== 'Workflow';

const ONE_SHOT: Readonly<Record<string, readonly string[]>> = {
  PodChaos: ['pod-kill', 'container-kill'],
  AWSChaos: ['ec2-restart'],
  AzureChaos: ['vm-restart'],
  GCPChaos: ['node-reset'],
};

/** Over at once: Chaos Mesh takes no duration for it, and deleting the object brings nothing back. */
export function isOneShot({ kind: name, spec }: Pick<ChaosMesh, 'kind' | 'spec'>): boolean {
  return ONE_SHOT[name]?.includes(String(spec['action'])) === true;
}

/** Kinds whose selector means whole pods, and those whose selector means containers of pods. */
const POD_KINDS = ['NetworkChaos', 'HTTPChaos'];
const CONTAINER_KINDS = [
  'PodChaos',
  'StressChaos',
  'IOChaos',
  'TimeChaos',
  'DNSChaos',
  'JVMChaos',
  'KernelChaos',
  'BlockChaos',
];
export const selectsPods = (name: string): boolean => POD_KINDS.includes(name) || CONTAINER_KINDS.includes(name);

/** Set by us when the target is a pod. */
const SELECTION = ['selector', 'mode', 'value'] as const;

/** What is wrong with these settings for a target of this kind; undefined when they fit. */
export function misfit(
  { kind: name, spec }: Pick<ChaosMesh, 'kind' | 'spec'>,
  target: { readonly objectKind: string; readonly container?: string | undefined },
): string | undefined {
  if (target.objectKind !== 'Pod') return undefined;
  if (!selectsPods(name)) {
    return `${name} does not act on one pod; give it the Namespace as its target, and write its selectors in its spec`;
  }
  const written = SELECTION.find((key) => key in spec);
  if (written !== undefined) {
    return `"${written}" is written in the spec, and the target is a pod; leave it out (exactly that pod is selected), or give it the Namespace as its target`;
  }
  if (target.container === undefined) return undefined;
  if (POD_KINDS.includes(name)) return `${name} acts on the whole pod; leave "container" out of the target`;
  if (!('containerNames' in spec)) return undefined;
  return '"containerNames" is written in the spec, and the target names a container; leave one of them out';
}
