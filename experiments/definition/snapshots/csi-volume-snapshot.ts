import { z } from 'zod';
import { onMappings } from '../on-mappings.ts';
import { LABELS_SAY, objectLabels } from '../probes/kubernetes-objects.ts';
import { argv, positiveMs } from '../scalars.ts';

const restoreTest = z.strictObject({
  image: z.string().trim().min(1).default('busybox:1').describe('Of the pod that looks at the copy.'),
  command: argv.describe('Exits 0 when all is there; each volume is at `/volumes/<claim>`.'),
});

export const csiVolumeSnapshot = z
  .strictObject({
    namespace: z.string().trim().min(1).describe('Where the claims are.'),
    statefulSet: z.string().trim().min(1).optional().describe('The claims that the pods of this set use.'),
    labels: objectLabels.describe(`The claims with these labels. ${LABELS_SAY}`),
    class: z
      .string()
      .trim()
      .min(1)
      .optional()
      .describe("VolumeSnapshotClass; without it the default one of the claims' driver."),
    timeout: positiveMs
      .prefault('5m')
      .describe('How long anything may take: until all are ready, until pods are gone or back.'),
    keep: z.int().min(1).default(3).describe('At least so many snapshots of these claims are kept.'),
    keepFor: positiveMs.prefault('7d').describe('And each at least so long.'),
    restoreTest: restoreTest
      .optional()
      .describe('Before the first fault: restore a copy in a namespace of its own, look at it, and remove it again.'),
    keepAside: z.boolean().default(true).describe('Before a restore: take a snapshot of what is there, too.'),
  })
  .refine((one) => (one.statefulSet === undefined) !== (one.labels === undefined), {
    error: 'expected exactly one of statefulSet and labels',
    when: onMappings,
  })
  .meta({ oneOf: [{ required: ['statefulSet'] }, { required: ['labels'] }] })
  .describe(
    'A VolumeSnapshot of every claim, ready and bound before the first fault. To restore, what uses the claims is scaled to 0, each claim is made anew from its snapshot, and all is scaled back.',
  );
export type CsiVolumeSnapshot = z.output<typeof csiVolumeSnapshot>;
