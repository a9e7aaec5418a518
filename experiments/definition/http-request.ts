import { z } from 'zod';
import { hints } from './hints.ts';
import { comparison } from './scalars.ts';

const URL_EXPECTED = 'a URL that begins with http:// or https://';

export const url = z
  .string()
  .regex(/^https?:\/\/[^\s/]/, { error: (issue) => `"${String(issue.input)}" is not a URL; expected ${URL_EXPECTED}` })
  .meta({ id: 'url', description: 'A URL that begins with http:// or https://.' })
  .register(hints, { expected: URL_EXPECTED });

/** Headers may carry `${secret:NAME}`; an activity resolves it, it never enters a payload. */
export const headers = z.record(z.string(), z.string()).register(hints, { mayHoldSecrets: true });

const status = z.int().min(100).max(599);

/** What an answer must look like; every part that is given must hold. */
export const httpExpectation = z
  .strictObject({
    status: z
      .union([status, z.array(status).min(1)])
      .optional()
      .describe('The status, or a list of allowed ones.')
      .register(hints, { expected: 'a status such as 200, or a list of them' }),
    body: z.string().optional().describe('The body contains this text.'),
    json: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .optional()
      .describe('JSON paths and the value that each must have; a text such as "> 3" is a comparison.'),
    latency: comparison.optional().describe('How long the whole request may take.'),
  })
  .meta({ id: 'httpExpectation' });
export type HttpExpectation = z.output<typeof httpExpectation>;
