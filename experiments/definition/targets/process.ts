import { z } from 'zod';
import { hints } from '../hints.ts';
import { httpExpectation } from '../http-request.ts';
import { argv } from '../scalars.ts';
import { onMappings } from '../on-mappings.ts';

const SELECTORS = ['pidFile', 'commandLine', 'port'] as const;

const where = z
  .union([
    z.strictObject({
      get: z.string().min(1).describe('The URL that is asked; {pid} and {port} stand for those of the process.'),
      expect: httpExpectation.describe('What the answer must look like.'),
    }),
    z.strictObject({ command: argv.describe('Exits 0 for a process that is meant; {pid} and {port} may be used.') }),
  ])
  .register(hints, { branches: { what: 'condition', keys: [['get'], ['command']] } });

export const processTarget = z
  .strictObject({
    pidFile: z.string().min(1).optional().describe('A file, or a glob of files, each holding one pid.'),
    commandLine: z
      .string()
      .min(1)
      .optional()
      .describe('A regular expression on the full command line, arguments joined by one space.'),
    port: z.int().min(1).max(65_535).optional().describe('A TCP port that the process listens on.'),
    where: where
      .optional()
      .describe('Keeps the processes that answer so, for example whose /healthz says that it is the leader.'),
  })
  .meta({ anyOf: SELECTORS.map((key) => ({ required: [key] })) })
  .refine((t) => SELECTORS.some((key) => t[key] !== undefined), {
    error: `expected at least one of ${SELECTORS.join(', ')}`,
    when: onMappings,
  })
  .describe("Processes on the worker's machine. Every selector that is given must match.");
export type ProcessTargetSpec = z.output<typeof processTarget>;
