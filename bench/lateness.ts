import type { Figure } from './figure.ts';
import { aPlan, healthSli, switchFault } from './plans.ts';
import { outcomeOf, type Rig } from './rig.ts';

/** How late the ticks of a 1 Hz probe begin. None may be missing. */
export async function lateness(rig: Rig): Promise<readonly Figure[]> {
  const { target, ticks, say } = rig;
  say(`lateness: ${ticks} s of a probe every second`);
  const plan = aPlan(target, {
    name: 'lateness',
    fault: switchFault(target, ticks * 1_000),
    slis: [healthSli(target, 1_000)],
  });
  const { experiments, verdict } = await outcomeOf(rig, plan);
  const sli = experiments[0]?.slis[0];
  if (sli === undefined || verdict.ended !== 'completed')
    throw new Error(`The lateness was not measured: ${verdict.endedBy}`);
  const { samples, missed, latenessP99Ms: measured } = sli;
  const problem = missed > 0 || samples < ticks ? `${missed} ticks missed, ${samples} of ${ticks} measured` : undefined;
  const given = { name: 'probe lateness at 1 Hz', unit: 'ms', target: 20, by: 'p99' } as const;
  return [
    {
      ...given,
      measured,
      worst: null,
      samples,
      passed: measured <= given.target && problem === undefined,
      problem,
    },
  ];
}
