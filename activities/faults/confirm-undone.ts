import { failure, FailureType } from '../failures.ts';
import type { Ports } from '../ports.ts';

/** For an experiment that ended without a result: fails NotUndone while a record of this machine says that it still owes an undo. */
export function createConfirmUndone(ports: Ports) {
  return async ({ ownerId }: { readonly ownerId: string }): Promise<void> => {
    const records = await ports.undoRecords.list();
    const left = records.filter(
      ({ owner, state }) => owner.workflowId === ownerId && state !== 'undone' && state !== 'owed',
    );
    if (left.length === 0) return;
    const lines = left.map(({ faultId, target, state }) => `${faultId} on ${target.label} is ${state}`);
    throw failure(
      FailureType.notUndone,
      `Not undone yet: ${lines.join('; ')}. Look at the fault workflows in the Temporal UI.`,
    );
  };
}
