import { setTimeout as sleep } from 'node:timers/promises';
import { medianFigure, type Figure } from './figure.ts';
import { aPlan, healthSli, PROBE_EVERY_MS, switchFault } from './plans.ts';
import { now, repeat, type Rig, untilClosed } from './rig.ts';

/** From the start of a game day until its fault is on, and from a cancel until it is off again. */
export async function startAndCancel(rig: Rig): Promise<readonly Figure[]> {
  const { client, target } = rig;
  const runs = await repeat(rig, 'start and cancel', async (nth) => {
    const plan = aPlan(target, {
      name: `start-${nth + 2}`,
      fault: switchFault(target, 60_000),
      slis: [healthSli(target, PROBE_EVERY_MS)],
    });
    const switchedOn = target.next('on');
    const startedAt = now();
    const { id } = await client.start(plan);
    const injectedMs = (await switchedOn) - startedAt;
    await sleep(600);
    const switchedOff = target.next('off');
    const cancelledAt = now();
    await client.session.client.workflow.getHandle(id).cancel();
    const undoneMs = (await switchedOff) - cancelledAt;
    await untilClosed(client, id);
    return { injectedMs, undoneMs };
  });
  return [
    medianFigure(
      { name: 'start → injected', unit: 'ms', target: 150 },
      runs.map((run) => run.injectedMs),
    ),
    medianFigure(
      { name: 'cancel → undone', unit: 'ms', target: 150 },
      runs.map((run) => run.undoneMs),
    ),
  ];
}
