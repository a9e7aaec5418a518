import { EXIT } from '../../experiments/definition/exit-code.ts';
import { type Embedded, type EmbeddedSettings, startEmbedded } from '../embedded/embedded.ts';
import { sayWhatGoesOn } from '../following/say-what-goes-on.ts';
import { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import { settingsOf } from '../session/settings.ts';

type Wishes = Omit<EmbeddedSettings, 'env' | 'say' | 'signal'>;

/**
 * Does some work with a server and a worker of our own, and stops them whatever happens. Until they are ready, Ctrl-C
 * stops them; then the work says what it means; and while they stop, it cannot make us leave one behind.
 */
export async function withEmbedded(
  output: Output,
  wishes: Wishes,
  work: (client: GameDayClient, embedded: Embedded) => Promise<number>,
): Promise<number> {
  const starting = new AbortController();
  const stopListening = output.terminal.onInterrupt(() => starting.abort());
  const say = (line: string) => output.note(line);
  try {
    const { env } = output.terminal;
    const embedded = await startEmbedded({ ...wishes, env, say, signal: starting.signal }).catch((error: unknown) => {
      if (starting.signal.aborted) return undefined;
      throw error;
    });
    if (embedded) return await use(embedded, output, work);
    say('Stopped before anything began. Nothing was changed.');
    return EXIT.interrupted;
  } finally {
    stopListening();
  }
}

async function use(
  embedded: Embedded,
  output: Output,
  work: (client: GameDayClient, embedded: Embedded) => Promise<number>,
): Promise<number> {
  try {
    const { address, namespace, uiUrl } = embedded;
    const client = await GameDayClient.connectTo(settingsOf(address, namespace, uiUrl));
    try {
      await sayWhatGoesOn(client, output);
      return await work(client, embedded);
    } finally {
      await client.close();
    }
  } finally {
    await embedded.stop();
  }
}
