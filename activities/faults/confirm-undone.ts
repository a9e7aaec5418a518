import { failure, FailureType } from '../failures.ts';
import type { Ports } from '../ports.ts';
import { type Owned, ownedRecords } from './owned-records.ts';

/** For an experiment that ended without a result: fails NotUndone while a record beside a target says that it still owes an undo. */
export function createConfirmUndone(ports: Ports) {
  return async (owned: Owned): Promise<void> => {
    const own = await ownedRecords(owned, ports);
    if (own.length === 0) throw nothingKnown(owned, ports.processes.host);
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

/** No record is no proof: the experiment may have run on another worker, or its records in the cluster were deleted. */
function nothingKnown({ ownerId, places = ['machine'] }: Owned, host: string) {
  const where = places.map((place) => (place === 'cluster' ? 'in the cluster' : `on ${host}`)).join(' or ');
  const why = places.includes('machine') ? 'it ran on another worker' : 'somebody has deleted its records';
  return failure(
    FailureType.nothingKnown,
    `Nothing is known of the faults of ${ownerId}: no undo record of it is ${where}. Either it had injected nothing, or ${why}. ` +
      'Look at its children in the Temporal UI, and at the targets.',
  );
}
