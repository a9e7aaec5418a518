import { z } from 'zod';
import { hints } from './hints.ts';
import { argv, positiveMs } from './scalars.ts';

const COPIED_KINDS = ['StatefulSet', 'Deployment', 'Service', 'ConfigMap', 'Secret', 'ServiceAccount'] as const;
const NAMESPACE_EXPECTED = 'the name of a namespace: lower-case letters, digits and dashes, such as shop-clone';

const copied = z
  .strictObject({
    kind: z.enum(COPIED_KINDS).describe('Kind of the object, as the API writes it.'),
    name: z.string().trim().min(1).describe('Its name in the namespace of the snapshot, and in the clone.'),
  })
  .meta({ id: 'copiedObject' });

const scrubStep = z
  .strictObject({
    image: z.string().trim().min(1).default('busybox:1').describe('Of the pod that does it.'),
    command: argv.describe(
      'Exits 0 when it is done; each volume is at `/volumes/<claim>`. It may be run again after a crash.',
    ),
  })
  .meta({ id: 'scrubStep' });

export const environmentClone = z
  .strictObject({
    namespace: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
        error: (issue) => `"${String(issue.input)}" is no name of a namespace; expected ${NAMESPACE_EXPECTED}`,
      })
      .describe('Made for this experiment, and removed after it; it must not be there yet.')
      .register(hints, { expected: NAMESPACE_EXPECTED }),
    copy: z
      .array(copied)
      .min(1)
      .describe('What runs on the volumes, and what that needs; read from the namespace of the snapshot.'),
    scrub: z
      .array(scrubStep)
      .describe(
        'Takes out of the copy what must not be seen, before anything of `copy` starts. `[]`: nothing to take out.',
      ),
    isolate: z
      .boolean()
      .default(true)
      .describe(
        'A NetworkPolicy keeps the pods of the clone from everything but each other and the DNS of the cluster.',
      ),
    timeout: positiveMs
      .prefault('5m')
      .describe('How long each part of making it may take: volumes, a scrub, the start.'),
  })
  .describe(
    'A copy of the volumes of this experiment’s snapshot, and of what runs on them, in a namespace that lives as long as the experiment.',
  )
  .meta({ id: 'environmentClone' });
export type EnvironmentClone = z.output<typeof environmentClone>;
export type CopiedObject = EnvironmentClone['copy'][number];
export type ScrubStep = EnvironmentClone['scrub'][number];

export const DEFAULT_ENVIRONMENT = 'local';
const environmentName = z.string().min(1);

/** A name, or a name and how the environment is made. */
export const environment = z
  .union([
    environmentName,
    z.strictObject({
      name: environmentName.default(DEFAULT_ENVIRONMENT).describe('Where it runs; policies are looked up by it.'),
      clone: environmentClone,
    }),
  ])
  .register(hints, {
    expected: 'a name such as staging, or { name: staging, clone: {...} }',
    branches: { what: 'environment', keys: [[], ['name', 'clone']] },
  })
  .prefault(DEFAULT_ENVIRONMENT);
