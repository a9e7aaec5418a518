import { withEmbedded } from '../../client/commands/with-embedded.ts';
import { messageOf } from '../../client/failure.ts';
import { Output } from '../../client/output.ts';
import type { Terminal } from '../../client/terminal.ts';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';
import { breakLedger, type Stage } from './break-ledger.ts';
import { summary } from './summary.ts';
import { unexpected } from './unexpected.ts';

const STORE = '.gameday';

/** The same experiment against a ledger with a bug and against one without. 0 exactly when it tells them apart. */
export async function runDemo(terminal: Terminal): Promise<number> {
  const output = new Output(terminal, false);
  const interrupted = new AbortController();
  const stopListening = terminal.onInterrupt(() => interrupted.abort());
  try {
    return await play(output, interrupted.signal);
  } catch (error) {
    output.note(interrupted.signal.aborted ? 'Stopped. Nothing of the demo is running any more.' : messageOf(error));
    return interrupted.signal.aborted ? EXIT.interrupted : 1;
  } finally {
    stopListening();
  }
}

async function play(output: Output, signal: AbortSignal): Promise<number> {
  output.note('Starting a Temporal server and a worker.');
  return withEmbedded(output, { store: STORE }, async (client, { store }) =>
    bothLedgers({ client, output, store, signal }),
  );
}

async function bothLedgers(stage: Stage): Promise<number> {
  const outcomes: Partial<Record<'early' | 'durable', GameDayOutcome | undefined>> = {};
  const reports: string[] = [];
  for (const acknowledge of ['early', 'durable'] as const) {
    const { view, exitCode } = await breakLedger(acknowledge, stage);
    if (exitCode === EXIT.notRestored) return exitCode;
    stage.signal.throwIfAborted();
    outcomes[acknowledge] = view?.status?.outcome;
    if (view?.status?.reports) reports.push(view.status.reports.html);
  }
  const { early, durable } = outcomes;
  stage.output.text(summary({ early, durable, reports }, stage.output.style));
  const complaints = unexpected(early, durable);
  for (const complaint of complaints) stage.output.text(`Unexpected: ${complaint}`);
  return complaints.length === 0 ? 0 : 1;
}
