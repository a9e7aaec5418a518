import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import { type Embedded, startEmbedded } from '../embedded/embedded.ts';
import { followAsOwner } from '../following/follow-as-owner.ts';
import { sayWhatGoesOn } from '../following/say-what-goes-on.ts';
import { GameDayClient } from '../game-day-client.ts';
import { settingsOf } from '../session/settings.ts';
import { announce } from './announce.ts';
import type { Cli } from './cli.ts';

interface EmbeddedRun {
  readonly by: string;
  readonly store: string;
}

/** A game day that brings its own server and worker. They stop when everything is put back. */
export async function runEmbedded(cli: Cli, plan: GameDayPlan, { by, store }: EmbeddedRun): Promise<ExitCode> {
  const { output, terminal } = cli;
  const starting = new AbortController();
  const stopListening = terminal.onInterrupt(() => starting.abort());
  let embedded: Embedded | undefined;
  try {
    const say = (line: string) => output.note(line);
    embedded = await startEmbedded({ store, env: terminal.env, say, signal: starting.signal });
    const client = await GameDayClient.connectTo(settingsOf(embedded.address, embedded.namespace, embedded.uiUrl));
    try {
      await sayWhatGoesOn(client, output);
      const { id } = announce(await client.start(plan), client, output);
      stopListening();
      return (await followAsOwner({ client, id, output, by, store })).exitCode;
    } finally {
      await client.close();
    }
  } catch (error) {
    if (!starting.signal.aborted) throw error;
    output.note('Stopped before the game day began. Nothing was changed.');
    return EXIT.interrupted;
  } finally {
    stopListening();
    await embedded?.stop();
  }
}
