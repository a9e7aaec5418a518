import { z } from 'zod';
import { headers, url } from '../http-request.ts';

export const http = z
  .strictObject({
    get: url.describe('The URL that is asked.'),
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT']).default('GET').describe('How it is asked.'),
    headers: headers.optional().describe('Sent with the request; may hold `${secret:NAME}`.'),
    body: z.unknown().optional().describe('Sent with the request: a text, or anything else as JSON.'),
    value: z
      .string()
      .min(1)
      .optional()
      .describe("JSON path of a number in the answer that becomes the sample's value."),
  })
  .describe('Asks a URL. Without `expect` a status of 200 to 399 is good; the latency is the whole request.');
export type HttpProbe = z.output<typeof http>;
