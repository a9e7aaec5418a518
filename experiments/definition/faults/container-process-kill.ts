import { z } from 'zod';
import { onMappings } from '../on-mappings.ts';
import { positiveMs } from '../scalars.ts';
import { repeat, REPEAT_SAYS } from './repeat.ts';

const SELECTORS = ['name', 'commandLine'] as const;

export const containerProcessKill = z
  .strictObject({
    name: z.string().min(1).optional().describe('The name of the program, as in `node` or `postgres`.'),
    commandLine: z
      .string()
      .min(1)
      .optional()
      .describe('A regular expression on the full command line, arguments joined by one space.'),
    signal: z
      .enum(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGABRT', 'SIGHUP'])
      .default('SIGKILL')
      .describe('The signal that is sent. The kernel keeps those that PID 1 does not handle from it.'),
    expected: z
      .int()
      .min(1)
      .default(1)
      .describe('How many processes match; all of them get the signal, and with another number none does.'),
    goneWithin: positiveMs.prefault('5s').describe('How long they may take to be gone after the signal.'),
    repeat: repeat.optional().describe(REPEAT_SAYS),
  })
  .refine((given) => SELECTORS.some((key) => given[key] !== undefined), {
    error: `expected at least one of ${SELECTORS.join(', ')}`,
    when: onMappings,
  })
  .meta({ anyOf: SELECTORS.map((key) => ({ required: [key] })) })
  .describe(
    'Ends processes inside a container by its own shell. It has recovered when as many like them run, or when the container has restarted and is Ready.',
  );
export type ContainerProcessKill = z.output<typeof containerProcessKill>;
