import { z } from 'zod';
import { argv, environmentVariables, positiveMs } from '../scalars.ts';

export const commandFault = z
  .strictObject({
    baseline: argv
      .optional()
      .describe('Prints the state to go back to (at most 16 KiB); the others get it as GAMEDAY_BASELINE.'),
    inject: argv.describe('Does the damage.'),
    undo: argv.describe('Takes it back.'),
    verify: argv.describe('Exits 0 exactly when nothing of the fault is left.'),
    observe: argv.optional().describe('Exits 0 exactly when the effect of the fault can be seen.'),
    expiry: z
      .enum(['guard', 'none'])
      .default('guard')
      .describe('`guard`: a supervised timer on this machine runs `undo` at the deadline if nobody else did.'),
    timeout: positiveMs.prefault('20s').describe('How long each program may take.'),
    env: environmentVariables.optional().describe('Environment of the programs; may hold `${secret:NAME}`.'),
  })
  .describe(
    'A fault made of your own programs, as argument lists. They find GAMEDAY_FAULT_ID, GAMEDAY_TARGET and GAMEDAY_BASELINE in their environment. Each must be idempotent; exit code 0 means done.',
  );
export type CommandFault = z.output<typeof commandFault>;
