import { z } from 'zod';
import { onMappings } from '../on-mappings.ts';
import { argv } from '../scalars.ts';
import { LABELS_SAY, objectLabels, objectName } from './kubernetes-objects.ts';

export const kubernetesExec = z
  .strictObject({
    namespace: z.string().trim().min(1).describe('Where the pod is.'),
    name: objectName.describe('The pod of this name.'),
    labels: objectLabels.describe(`${LABELS_SAY} The first pod that runs is asked.`),
    container: z.string().trim().min(1).optional().describe('Its container; without it the first one.'),
    command: argv.describe('The program and its arguments, run in the container.'),
    exitCode: z.int().min(0).max(255).default(0).describe('The exit code that is good.'),
    value: z.literal('stdout').optional().describe("`stdout`: its output is a number and becomes the sample's value."),
  })
  .refine((probe) => (probe.name === undefined) !== (probe.labels === undefined), {
    error: 'expected exactly one of name and labels',
    when: onMappings,
  })
  .meta({ oneOf: [{ required: ['name'] }, { required: ['labels'] }] })
  .describe('Runs a program in a container of a pod; good when it exits with `exitCode`. No pod that runs is bad.');
export type KubernetesExecProbe = z.output<typeof kubernetesExec>;
