import { placesOf } from '../experiments/definition/record-place.ts';
import type { PlannedExperiment } from '../experiments/definition/plan.ts';
import { perform } from './activity-options.ts';
import { failureText } from './failure-text.ts';

/** Its faults were asked to cancel and undo themselves; that they did is in the records beside the targets. */
export async function stillOwed(
  ownerId: string,
  experiment: Pick<PlannedExperiment, 'groups' | 'clone'>,
): Promise<readonly string[]> {
  try {
    await perform(
      'verify',
      'confirmUndone',
      `confirm that every fault of ${ownerId} is undone`,
      { ownerId, places: placesOf(experiment) },
      { scheduleToCloseTimeout: '2 min' },
    );
    return [];
  } catch (error) {
    return [failureText(error)];
  }
}
