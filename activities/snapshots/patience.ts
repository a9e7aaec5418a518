import { ApplicationFailure } from '@temporalio/common';
import { FailureType } from '../failures.ts';
import { running } from '../running.ts';

const TRIES = 3;

/**
 * A restore that was begun may have scaled something to 0: for as long as its cluster does not answer it is tried again.
 * Whatever else fails is for a person from the third attempt on; those that found the cluster away count too.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { attempt, signal } = running();
    if (attempt < TRIES || signal.aborted) throw error;
    if (error instanceof ApplicationFailure && error.type === FailureType.effectFailed) throw error;
    const type = error instanceof ApplicationFailure ? error.type : undefined;
    const message = error instanceof Error ? error.message : String(error);
    throw ApplicationFailure.create({ ...(type ? { type } : {}), message, nonRetryable: true });
  }
}
