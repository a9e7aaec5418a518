import type { FaultOrder } from '../activities/faults/orders.ts';
import type { ResolvedTargets } from '../experiments/definition/identity.ts';
import type { FaultGroup } from '../experiments/definition/plan.ts';
import { placeMark } from '../experiments/definition/record-place.ts';
import type { RunningExperiment } from './running-experiment.ts';

/** Time after the hold in which the undo is still expected from us; then the fault ends by itself. */
export const GRACE_MS = 30_000;

/** One order per fault and target. The id says which game day, which experiment, which fault, and where its record is. */
export function faultOrders(
  run: RunningExperiment,
  group: FaultGroup,
  index: number,
  resolved: readonly ResolvedTargets[],
): FaultOrder[] {
  return group.faults.flatMap(({ name, kind, settings }, at) =>
    resolved[at]!.taken.map((target, nth) => ({
      faultId: `${faultIdOf(run.id, index, at, name)}${nth > 0 ? `-${nth + 1}` : ''}${placeMark(target)}`,
      generation: 1,
      owner: { workflowId: run.id, gameDayId: run.input.gameDayId },
      name,
      kind,
      settings,
      target,
      holdMs: group.holdMs,
      graceMs: GRACE_MS,
    })),
  );
}

/** Of the first target of a fault, without the mark of its place. */
export const faultIdOf = (experimentId: string, group: number, fault: number, name: string): string =>
  `${experimentId}/${group + 1}.${fault + 1}-${slug(name)}`;

function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
}
