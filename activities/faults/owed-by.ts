import type { Ports } from '../ports.ts';

export interface OwedUndo {
  readonly faultId: string;
  readonly targetKey: string;
  readonly label: string;
}

/** The faults of one experiment that the records of this machine do not call undone. */
export function createOwedBy({ undoRecords }: Ports) {
  return async ({ ownerId }: { readonly ownerId: string }): Promise<readonly OwedUndo[]> => {
    const records = await undoRecords.list();
    const own = records.filter(({ owner, state }) => owner.workflowId === ownerId && state !== 'undone');
    return own.map(({ faultId, target: { key, label } }) => ({ faultId, targetKey: key, label }));
  };
}
