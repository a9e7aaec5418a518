import type { Ports } from '../ports.ts';
import { type Owned, ownedRecords } from './owned-records.ts';

export interface OwedUndo {
  readonly faultId: string;
  readonly targetKey: string;
  readonly label: string;
}

/** The faults of one experiment that the records beside their targets do not call undone. */
export function createOwedBy(ports: Ports) {
  return async (owned: Owned): Promise<readonly OwedUndo[]> => {
    const own = await ownedRecords(owned, ports);
    const owed = own.filter(({ state }) => state !== 'undone');
    return owed.map(({ faultId, target: { key, label } }) => ({ faultId, targetKey: key, label }));
  };
}
