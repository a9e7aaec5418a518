import type { RecordPlace } from '../../experiments/definition/record-place.ts';
import { retryable } from '../failures.ts';
import type { Ports, StoredUndo } from '../ports.ts';

/** Whose records, and where they can be. Without `places` it was asked before there were targets in a cluster. */
export interface Owned {
  readonly ownerId: string;
  readonly places?: readonly RecordPlace[] | undefined;
}

/**
 * A place that does not answer is "cannot tell", never "nothing owed": this fails, and may be tried by another worker, which has
 * settings for the cluster. But only the places where the plan has targets are asked: a game day without a target in the cluster
 * must not end as "cannot tell" because of a cluster that is away.
 */
export async function ownedRecords(
  { ownerId, places = ['machine'] }: Owned,
  { undoRecords }: Pick<Ports, 'undoRecords'>,
): Promise<readonly StoredUndo[]> {
  const found = await Promise.all(places.map((place) => undoRecords.at(place).list())).catch((error: unknown) => {
    throw retryable(error);
  });
  return found.flat().filter(({ owner }) => owner.workflowId === ownerId);
}
