import { perform } from './activity-options.ts';
import { failureText } from './failure-text.ts';

/** Its faults were asked to cancel and undo themselves; that they did is in the records beside the targets. */
export async function stillOwed(ownerId: string): Promise<readonly string[]> {
  try {
    await perform(
      'verify',
      'confirmUndone',
      `confirm that every fault of ${ownerId} is undone`,
      { ownerId },
      { scheduleToCloseTimeout: '2 min' },
    );
    return [];
  } catch (error) {
    return [failureText(error)];
  }
}
