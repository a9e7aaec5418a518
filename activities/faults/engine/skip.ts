import { ApplicationFailure } from '@temporalio/common';
import { failure, FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';
import { advance, type Kept } from './record.ts';

/** Why a fault should not be injected now; undefined for any other trouble. */
export function skipReason(error: unknown): string | undefined {
  return error instanceof ApplicationFailure && error.type === FailureType.skipped ? error.message : undefined;
}

/**
 * Over before it began: nothing is owed, and nothing is injected any more. It is written down, because whoever asks again must
 * get the same answer, and the watch must not wait for an injection.
 */
export async function closeAsSkipped(record: Kept, why: string, ports: Ports): Promise<void> {
  const skipped = ports.secrets.hide(why);
  await advance(record, { state: 'undone', undoneAt: ports.clock.now(), skipped }, `skipped: ${skipped}`, ports);
}

export function refuseIfSkipped(record: Kept | undefined): void {
  if (record?.skipped !== undefined) throw failure(FailureType.skipped, record.skipped);
}
