import { failure, FailureType } from '../failures.ts';
import type { Ports } from '../ports.ts';

/** For an experiment that ended without a result: fails NotUndone while a record of this machine says that it still owes an undo. */
export function createConfirmUndone(ports: Ports) {
  return async ({ ownerId }: { readonly ownerId: string }): Promise<void> => {
    const records = await ports.undoRecords.list();
    const own = records.filter(({ owner }) => owner.workflowId === ownerId);
    if (own.length === 0) throw nothingKnown(ownerId, ports.processes.host);
    // Also `owed`: its injection may be on the way. Every fault that ends leaves its record undone, injected or not.
    const left = own.filter(({ state }) => state !== 'undone');
    if (left.length === 0) return;
    const lines = left.map(({ faultId, target, state }) => `${faultId} on ${target.label} is ${state}`);
    throw failure(
      FailureType.notUndone,
      `Not undone yet: ${lines.join('; ')}. Look at the fault workflows in the Temporal UI.`,
    );
  };
}

/** No record is no proof: the experiment may have run on another worker. */
const nothingKnown = (ownerId: string, host: string) =>
  failure(
    FailureType.nothingKnown,
    `Nothing is known of the faults of ${ownerId}: no undo record of it is on ${host}. Either it had injected nothing, or it ran ` +
      'on another worker. Look at its children in the Temporal UI, and at the targets.',
  );
