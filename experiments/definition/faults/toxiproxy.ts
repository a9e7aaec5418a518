import { z } from 'zod';
import { hints } from '../hints.ts';
import { onMappings } from '../on-mappings.ts';
import { ratio } from '../scalars.ts';

/** What each toxic understands. Toxiproxy ignores everything else in silence, and then nothing happens. */
const ATTRIBUTES = {
  latency: ['latency', 'jitter'],
  bandwidth: ['rate'],
  slow_close: ['delay'],
  timeout: ['timeout'],
  reset_peer: ['timeout'],
  slicer: ['average_size', 'size_variation', 'delay'],
  limit_data: ['bytes'],
} as const;
type ToxicType = keyof typeof ATTRIBUTES;
const TYPES = Object.keys(ATTRIBUTES).filter((name): name is ToxicType => name in ATTRIBUTES);

const toxic = z
  .strictObject({
    type: z.enum(TYPES).describe('As Toxiproxy names it.'),
    stream: z
      .enum(['downstream', 'upstream'])
      .default('downstream')
      .describe('`downstream`: what the client gets. `upstream`: what the server gets.'),
    toxicity: ratio
      .refine((share) => share > 0, { error: 'zero would do nothing; expected more than 0%' })
      .prefault(1)
      .describe('The share of the connections that get it.'),
    attributes: z
      .record(z.string(), z.int().min(0))
      .prefault({})
      .describe('As Toxiproxy documents them for this type: `latency` and `jitter` in milliseconds, `rate` in KB/s…'),
  })
  .superRefine(
    ({ type, attributes }, ctx) => {
      const known: readonly string[] | undefined = ATTRIBUTES[type];
      if (known === undefined || !onMappings({ value: attributes })) return;
      for (const key of Object.keys(attributes)) {
        if (known.includes(key)) continue;
        const message = `is no attribute of ${type}; expected ${known.join(', ')}`;
        ctx.addIssue({ code: 'custom', path: ['attributes', key], message });
      }
    },
    { when: onMappings },
  )
  .meta({ id: 'toxic' });

export const toxiproxy = z
  .strictObject({
    proxy: z.string().trim().min(1).describe('Name of the proxy in Toxiproxy.'),
    toxic: toxic.optional().describe('The toxic that is added, under a name of its own.'),
    down: z.literal(true).optional().describe('`true`: the proxy takes no connections, and those that are open end.'),
  })
  .meta({ oneOf: [{ required: ['toxic'] }, { required: ['down'] }] })
  .refine((fault) => (fault.toxic === undefined) !== (fault.down === undefined), {
    error: 'expected exactly one of toxic and down',
    when: onMappings,
  })
  .register(hints, { expected: 'the name of a proxy, and toxic or down' })
  .describe(
    "One toxic more on a proxy of Toxiproxy, or the proxy down; the target's url is the API of Toxiproxy. The undo takes away that toxic only, and never resets anything else.",
  );
export type Toxiproxy = z.output<typeof toxiproxy>;
