import { z } from 'zod';
import { argv, environmentVariables } from '../scalars.ts';

export const command = z
  .strictObject({
    run: argv.describe('The program and its arguments.'),
    exitCode: z.int().min(0).max(255).default(0).describe('The exit code that is good.'),
    value: z.literal('stdout').optional().describe("`stdout`: its output is a number and becomes the sample's value."),
    env: environmentVariables.optional().describe('Environment of the program; may hold `${secret:NAME}`.'),
  })
  .describe('Runs a program; good when it exits with `exitCode`.');
export type CommandProbe = z.output<typeof command>;
