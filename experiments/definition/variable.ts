import { z } from 'zod';
import { hints } from './hints.ts';

export const VARIABLE_TYPES = ['string', 'number', 'boolean', 'duration', 'url'] as const;
export type VariableType = (typeof VARIABLE_TYPES)[number];

export const scalar = z
  .union([z.string(), z.number(), z.boolean()])
  .register(hints, { expected: 'a text, a number, true or false' });
export type Scalar = z.output<typeof scalar>;

export const variable = z
  .strictObject({
    description: z.string().optional().describe('What it is for.'),
    type: z.enum(VARIABLE_TYPES).default('string').describe('What it may hold.'),
    default: scalar.optional().describe('Without it the variable must be given by --var name=value.'),
  })
  .meta({ id: 'variable' });
export type Variable = z.output<typeof variable>;

const variableName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, {
  error: (issue) =>
    `"${String(issue.input)}" cannot be a variable's name; expected letters, digits and _, such as ledgerUrl`,
});

/** The short form `retries: 3` is a variable of the type of its default. */
export const variables = z
  .record(
    variableName,
    z
      .union([variable, scalar])
      .register(hints, { expected: 'a value, or a mapping with type, default and description' }),
  )
  .optional()
  .describe('What `${var:name}` stands for.');
