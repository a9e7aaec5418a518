import type { Kept } from '../row.ts';

interface Activity {
  readonly status?: string;
}

interface Journal {
  readonly status: string;
  readonly deviated: boolean;
  readonly end?: string;
  readonly run: readonly Activity[];
  readonly rollbacks: readonly Activity[];
}

/** What the journal of Chaos Toolkit says; it is written once, at the end of the run. */
export function readJournal(text: string | undefined): Kept {
  if (text === undefined) return { is: 'none', says: 'no journal' };
  const journal = parsed(text);
  if (journal === undefined) return { is: 'incomplete', says: 'a journal that cannot be read' };
  const { status, deviated, end, run, rollbacks } = journal;
  const isWhole = end !== undefined && [...run, ...rollbacks].every((activity) => activity.status !== undefined);
  const undo = rollbacks.length === 0 ? 'no rollback' : `rollback ${rollbacks.map(statusOf).join(', ')}`;
  return {
    is: isWhole ? 'complete' : 'incomplete',
    says: `status ${status}, deviated ${String(deviated)}, ${undo}`,
  };
}

const statusOf = ({ status }: Activity): string => status ?? 'without a status';

function parsed(text: string): Journal | undefined {
  try {
    const journal: Journal = JSON.parse(text);
    return typeof journal.status === 'string' && Array.isArray(journal.run) && Array.isArray(journal.rollbacks)
      ? journal
      : undefined;
  } catch {
    return undefined;
  }
}
