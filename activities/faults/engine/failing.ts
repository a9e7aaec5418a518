import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { type FailureTypeName, retryable } from '../../failures.ts';
import type { Ports } from '../../ports.ts';

export function isOfType(error: unknown, type: FailureTypeName): boolean {
  return error instanceof ApplicationFailure && error.type === type;
}

/** What leaves an activity by its failure carries no secret. */
export async function withoutSecrets<T>({ secrets }: Ports, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    const message = secrets.hide(error.message);
    if (message === error.message) throw error;
    const { type, nonRetryable, details } = error;
    throw ApplicationFailure.create({
      message,
      ...(type ? { type } : {}),
      nonRetryable: nonRetryable === true,
      details: details ?? [],
    });
  }
}

/** Undo and verify never give up. What can be tried again already keeps its details; a cancellation stays one. */
export async function neverFinal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CancelledFailure) throw error;
    if (error instanceof ApplicationFailure && error.nonRetryable !== true) throw error;
    throw retryable(error);
  }
}
