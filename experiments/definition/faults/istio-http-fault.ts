import { z } from 'zod';
import { hints } from '../hints.ts';
import { headers } from '../http-request.ts';
import { onMappings } from '../on-mappings.ts';
import { percent, positiveMs } from '../scalars.ts';

const share = percent.prefault('100%').describe('The share of the requests that get it.');

const delay = z.strictObject({
  for: positiveMs.describe('How much longer a request takes, at least.'),
  percentage: share,
});

const abort = z.strictObject({
  status: z.int().min(200).max(599).describe('The status of the answer, instead of what the service would say.'),
  percentage: share,
});

/** How Istio compares a text; a plain text means exactly that. */
const text = z
  .union([
    z.string(),
    z.strictObject({ exact: z.string().describe('Is this.') }),
    z.strictObject({ prefix: z.string().describe('Begins with this.') }),
    z.strictObject({ regex: z.string().describe('Matches this regular expression (RE2) as a whole.') }),
  ])
  .register(hints, {
    expected: 'a text, { exact: … }, { prefix: … } or { regex: … }',
    branches: { what: 'comparison', keys: [[], ['exact'], ['prefix'], ['regex']] },
  });

const probe = z.strictObject({
  get: z.string().min(1).describe('A URL whose answers go through the mesh to the target.'),
  headers: headers.optional().describe('Sent with the request; may hold `${secret:NAME}`.'),
});

export const istioHttpFault = z
  .strictObject({
    delay: delay.optional().describe('Requests are slower.'),
    abort: abort.optional().describe('Requests are answered by the mesh, with an error.'),
    headers: z
      .record(z.string(), text)
      .optional()
      .describe('Only requests with all of these headers: a small blast radius, such as a user of the test.'),
    route: z.string().min(1).optional().describe('Only the http route of this name; without it every one.'),
    probe: probe
      .optional()
      .describe('How the effect is seen. Without it only the configuration is, and the hypothesis stays unknown.'),
  })
  .meta({ anyOf: [{ required: ['delay'] }, { required: ['abort'] }] })
  .refine((fault) => fault.delay !== undefined || fault.abort !== undefined, {
    error: 'expected delay, abort, or both',
    when: onMappings,
  })
  .describe(
    'Delays or aborts HTTP requests in an Istio mesh. On a VirtualService the fault is added to its http routes, and the undo puts exactly these back; for a Service that has none, one is made and deleted again.',
  );
export type IstioHttpFault = z.output<typeof istioHttpFault>;
