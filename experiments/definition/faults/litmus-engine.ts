import { z } from 'zod';
import { hints } from '../hints.ts';
import { onMappings } from '../on-mappings.ts';
import { positiveMs } from '../scalars.ts';

/** Time in which a look at the effect must have come to an end. */
const LONGEST_LOOK_MS = 100_000;

const experiment = z.looseObject({
  name: z.string().min(1).describe('Name of a ChaosExperiment in the namespace of the target.'),
});

export const litmusEngine = z
  .strictObject({
    spec: z
      .looseObject({
        experiments: z.array(experiment).min(1).describe('What Litmus does.'),
      })
      .register(hints, { expected: 'the spec of a ChaosEngine, as Litmus documents it' })
      .describe(
        'Spec of the ChaosEngine. TOTAL_CHAOS_DURATION is what is left of the fault, or what you wrote when that is less. With a workload as target also `appinfo` is set.',
      ),
    effectWithin: positiveMs
      .refine((ms) => ms <= LONGEST_LOOK_MS, { error: 'is too long; expected at most 100s' })
      .prefault('60s')
      .describe('How long Litmus may take to start its pods and to inject.'),
    awaitVerdict: z
      .boolean()
      .default(false)
      .describe('Look until Litmus has judged, with its probes, instead of until it has injected; for short faults.'),
  })
  .superRefine(
    ({ spec }, ctx) => {
      if (!onMappings({ value: spec }) || !('engineState' in spec)) return;
      const message = 'is set by us: active, and in the end stop; leave it out';
      ctx.addIssue({ code: 'custom', path: ['spec', 'engineState'], message });
    },
    { when: onMappings },
  )
  .describe(
    'A ChaosEngine of Litmus. Litmus ends it after TOTAL_CHAOS_DURATION if everything of ours is gone; the undo stops it, and waits until every job and pod of it is really gone. Its ChaosResult stays.',
  );
export type LitmusEngine = z.output<typeof litmusEngine>;

/** What is wrong with these settings for a target of this kind; undefined when they fit. */
export function misfitOfEngine({ spec }: Pick<LitmusEngine, 'spec'>, objectKind: string): string | undefined {
  if (objectKind === 'Namespace' || !('appinfo' in spec)) return undefined;
  return '"appinfo" is written in the spec, and the target is a workload; leave it out (exactly that workload is meant), or give the fault the Namespace as its target';
}
