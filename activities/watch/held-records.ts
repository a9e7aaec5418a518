import { ApplicationFailure } from '@temporalio/common';
import { placeOf } from '../../experiments/definition/record-place.ts';
import { FailureType } from '../failures.ts';
import { renewLease } from '../faults/lease.ts';
import type { Ports, StoredUndo } from '../ports.ts';

interface HeldRecords {
  read(): Promise<readonly StoredUndo[]>;
  /** Whether every one was renewed. */
  renew(records: readonly StoredUndo[]): Promise<boolean>;
  readonly lookForInjectionMs: number;
  readonly lookForReleaseMs: number;
}

/**
 * The records of the faults that are held, for the watch, which must go on judging while a cluster is away: meanwhile they are what
 * they were when they were last read. A look into a cluster is a request, so there are fewer.
 */
export function heldRecords(faultIds: readonly string[], ports: Ports): HeldRecords {
  const last = new Map<string, StoredUndo>();
  const read = async (id: string): Promise<StoredUndo | undefined> => {
    const record = await ports.undoRecords.read(id).catch((error: unknown) => {
      if (isAway(error)) return last.get(id);
      throw error;
    });
    if (record !== undefined) last.set(id, record);
    return record;
  };
  const pace = faultIds.some((id) => placeOf(id) === 'cluster')
    ? { lookForInjectionMs: 200, lookForReleaseMs: 1_000 }
    : { lookForInjectionMs: 20, lookForReleaseMs: 500 };
  return {
    ...pace,
    read: async () => (await Promise.all(faultIds.map(read))).filter((record) => record !== undefined),
    async renew(records) {
      const renewals = records.map(({ faultId }) => renewLease(faultId, ports));
      const failed = (await Promise.allSettled(renewals)).flatMap((one) =>
        one.status === 'rejected' ? [one.reason as unknown] : [],
      );
      const other = failed.find((error) => !isAway(error));
      if (other !== undefined) throw other;
      return failed.length === 0;
    },
  };
}

const isAway = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.type === FailureType.effectFailed;
