import { medianFigure, type Figure } from './figure.ts';
import { aPlan, killFault, writesSli } from './plans.ts';
import { outcomeOf, repeat, type Rig } from './rig.ts';

/** How many events the experiment of the demo leaves in the history: a kill under acknowledged writes. */
export async function historyEvents(rig: Rig): Promise<readonly Figure[]> {
  const { client, target } = rig;
  const counts = await repeat(rig, 'history', async (nth) => {
    const plan = aPlan(target, {
      name: `kill-${nth + 2}`,
      fault: killFault(target, 1_000),
      slis: [writesSli(target)],
      baseline: 1_000,
    });
    const { experiments, verdict } = await outcomeOf(rig, plan);
    const [experiment] = experiments;
    if (experiment === undefined || verdict.ended !== 'completed')
      throw new Error(`The kill did not complete: ${verdict.endedBy}`);
    const { events } = await client.session.client.workflow.getHandle(experiment.id).fetchHistory();
    return events?.length ?? 0;
  });
  return [medianFigure({ name: 'history of the demo experiment', unit: 'events', target: 150 }, counts)];
}
