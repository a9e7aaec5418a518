import type { WriteAccount } from '../../../experiments/definition/outcome.ts';
import type { AcknowledgedWrites } from '../../../experiments/definition/probes/acknowledged-writes.ts';
import type { AccountCall } from '../probe.ts';
import { attemptsPerSecond } from './attempt-rate.ts';
import { checkWrites, type FinalRead } from './check-writes.ts';
import { type History, readHistory, type WriteOperation } from './history.ts';
import { longestOutageMs, witnessedOutageMs } from './longest-outage.ts';
import { readEverything } from './read-everything.ts';
import { whyUnknown } from './why-unknown.ts';

/** Reads everything back and compares it with the journal. */
export async function accountForWrites(call: AccountCall<AcknowledgedWrites>): Promise<WriteAccount> {
  const found = readHistory(call.journal);
  const { reads, problem } = found ? await readBack(call, found) : { reads: [], problem: undefined };
  const history = found ?? NOTHING;
  const account = {
    attempted: history.writes.length,
    ...countOutcomes(history.writes),
    ...checkWrites(history, reads),
    finalRead: reads.length > 0 ? ('done' as const) : ('missing' as const),
    longestOutageMs: longestOutageMs(history),
    witnessedOutageMs: witnessedOutageMs(history),
    attemptsPerSecond: attemptsPerSecond(history, call.firstFaultAt),
  };
  const { writersPerSecond, minimumPerSecond = writersPerSecond / 2 } = call.settings;
  const doubts = { account, hasJournal: found !== undefined, readProblem: problem, minimumPerSecond };
  return { ...account, unknownBecause: whyUnknown(doubts) };
}

const NOTHING: History = { runId: '', perSecond: 1, writes: [], missedReads: [], notSentAt: [], endedAt: 0 };

/** A node that was just promoted may still be catching up: what is missing is looked for once more, this much later. */
const LOOK_AGAIN_AFTER_MS = 2_000;

async function readBack(call: AccountCall<AcknowledgedWrites>, history: History): Promise<ReadBack> {
  const first = await readEverything({ ...call, runId: history.runId });
  if ('problem' in first) return { reads: [], problem: first.problem };
  const reads = [first.entries];
  if (checkWrites(history, reads).lost === 0) return { reads, problem: undefined };
  await call.ports.clock.sleep(LOOK_AGAIN_AFTER_MS, call.signal).catch(() => undefined);
  const second = await readEverything({ ...call, runId: history.runId });
  return { reads: 'problem' in second ? reads : [...reads, second.entries], problem: undefined };
}

interface ReadBack {
  readonly reads: readonly FinalRead[];
  readonly problem: string | undefined;
}

function countOutcomes(
  writes: readonly WriteOperation[],
): Pick<WriteAccount, 'acknowledged' | 'refused' | 'indeterminate'> {
  const count = (outcome: WriteOperation['outcome']) => writes.filter((write) => write.outcome === outcome).length;
  return {
    acknowledged: count('acknowledged'),
    refused: count('refused'),
    indeterminate: count('indeterminate') + count('unanswered'),
  };
}
