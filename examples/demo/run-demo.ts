import { startEmbedded } from '../../client/embedded/embedded.ts';
import { messageOf } from '../../client/failure.ts';
import { sayWhatGoesOn } from '../../client/following/say-what-goes-on.ts';
import { GameDayClient } from '../../client/game-day-client.ts';
import { Output } from '../../client/output.ts';
import { settingsOf } from '../../client/session/settings.ts';
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
  const { env } = output.terminal;
  const say = (line: string) => output.note(line);
  say('Starting a Temporal server and a worker.');
  const embedded = await startEmbedded({ store: STORE, env, say, signal });
  try {
    const client = await GameDayClient.connectTo(settingsOf(embedded.address, embedded.namespace, embedded.uiUrl));
    try {
      await sayWhatGoesOn(client, output);
      return await bothLedgers({ client, output, store: embedded.store, signal });
    } finally {
      await client.close();
    }
  } finally {
    await embedded.stop();
  }
}

async function bothLedgers(stage: Stage): Promise<number> {
  const outcomes: GameDayOutcome[] = [];
  const reports: string[] = [];
  for (const acknowledge of ['early', 'durable'] as const) {
    const { view, exitCode } = await breakLedger(acknowledge, stage);
    if (exitCode === EXIT.notRestored) return exitCode;
    stage.signal.throwIfAborted();
    if (view?.status?.outcome) outcomes.push(view.status.outcome);
    if (view?.status?.reports) reports.push(view.status.reports.html);
  }
  const [early, durable] = outcomes;
  stage.output.text(summary({ early, durable, reports }, stage.output.style));
  const complaints = unexpected(early, durable);
  for (const complaint of complaints) stage.output.text(`Unexpected: ${complaint}`);
  return complaints.length === 0 ? 0 : 1;
}
