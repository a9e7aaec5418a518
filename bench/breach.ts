import { setTimeout as sleep } from 'node:timers/promises';
import { medianFigure, type Figure } from './figure.ts';
import { aPlan, healthSli, PROBE_EVERY_MS, switchFault } from './plans.ts';
import { repeat, type Rig, untilClosed } from './rig.ts';

/** From the moment in which the target fails, for a reason of its own, until the fault is off again. */
export async function breach(rig: Rig): Promise<readonly Figure[]> {
  const { client, target } = rig;
  const delays = await repeat(rig, 'breach', async (nth) => {
    const plan = aPlan(target, {
      name: `breach-${nth + 2}`,
      fault: switchFault(target, 60_000),
      slis: [healthSli(target, PROBE_EVERY_MS)],
    });
    const switchedOn = target.next('on');
    const { id } = await client.start(plan);
    await switchedOn;
    // At another moment between two probes every time.
    await sleep(600 + (((nth + 2) * 37) % PROBE_EVERY_MS));
    const switchedOff = target.next('off');
    const failedAt = await target.fallSick(true);
    const undoneMs = (await switchedOff) - failedAt;
    await target.fallSick(false);
    await untilClosed(client, id);
    return undoneMs;
  });
  return [
    medianFigure(
      { name: `breach → undone (probe every ${PROBE_EVERY_MS} ms)`, unit: 'ms', target: PROBE_EVERY_MS + 150 },
      delays,
    ),
  ];
}
