import { z } from 'zod';
import { headers, url } from '../http-request.ts';
import { label, positiveMs } from '../scalars.ts';

export const noFiringAlert = z
  .strictObject({
    url: url.describe('Address of the Prometheus server, with its path prefix if it has one.'),
    only: z.array(label).optional().describe('Only alerts of these rules; each of them must be there.'),
    ignore: z
      .array(label)
      .optional()
      .describe(
        'Alerts of these rules do not count; without this Watchdog and InfoInhibitor, which are meant to fire.',
      ),
    labels: z.record(z.string(), z.string()).optional().describe('Only alerts with all of these labels.'),
    headers: headers.optional().describe('Sent with the request; may hold `${secret:NAME}`.'),
    timeout: positiveMs.prefault('5s').describe('How long the answer may take.'),
  })
  .describe('No alert of a Prometheus server is firing. A rule that could not be evaluated is unknown.');
export type NoFiringAlert = z.output<typeof noFiringAlert>;
