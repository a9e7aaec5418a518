import type { WriteAccount } from '../../../experiments/definition/outcome.ts';

export interface Doubts {
  readonly account: Omit<WriteAccount, 'unknownBecause'>;
  readonly hasJournal: boolean;
  /** Why the final read could not be made. */
  readonly readProblem: string | undefined;
  readonly minimumPerSecond: number;
}

/** Null when the account stands. A measurement that could not have found a loss is not a pass. */
export function whyUnknown(doubts: Doubts): string | null {
  if (!doubts.hasJournal) return 'the journal of the writes is missing';
  const reasons = [
    noFinalRead(doubts),
    nothingAcknowledged(doubts),
    tooFewAttempts(doubts),
    refusedButThere(doubts),
    neverAttempted(doubts),
  ].filter((reason) => reason !== undefined);
  return reasons.length > 0 ? reasons.join('; ') : null;
}

function noFinalRead({ account, readProblem }: Doubts): string | undefined {
  if (account.finalRead === 'done') return undefined;
  return `the writes could not be read back: ${readProblem ?? 'no answer'}`;
}

function nothingAcknowledged({ account }: Doubts): string | undefined {
  return account.acknowledged > 0 ? undefined : `none of ${account.attempted} writes was acknowledged`;
}

function tooFewAttempts({ account, minimumPerSecond }: Doubts): string | undefined {
  if (account.attemptsPerSecond >= minimumPerSecond) return undefined;
  return `only ${account.attemptsPerSecond} writes per second were attempted before the fault, expected ${minimumPerSecond}`;
}

function refusedButThere({ account: { failVisible } }: Doubts): string | undefined {
  if (failVisible === 0) return undefined;
  return `${failVisible} writes are there although they were refused, so answers of the store cannot be relied on`;
}

function neverAttempted({ account: { unexpected } }: Doubts): string | undefined {
  if (unexpected === 0) return undefined;
  return `${unexpected} writes of this run are there that the journal does not know, so a part of the journal is missing`;
}
