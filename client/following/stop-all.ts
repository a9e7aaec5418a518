import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../failure.ts';
import type { GameDayClient } from '../game-day-client.ts';
import type { AbortedGameDay } from '../safety-switch/abort-running.ts';
import type { Abort } from '../../workflows/messages.ts';

/** The server's index does not know at once what was started right before the switch was pulled. */
const LISTED_FOR_MS = 5_000;
const EVERY_MS = 1_000;

export interface StoppedAll {
  readonly ordered: readonly AbortedGameDay[];
  /** Those that took no order, at the last try. */
  readonly notTold: readonly AbortedGameDay[];
  /** Why the game days could not be listed, at the last try. */
  readonly problem?: string | undefined;
}

/** Orders every game day to put everything back, again and again for some seconds. Each is told once. */
export async function stopAll(
  client: Pick<GameDayClient, 'abortAll'>,
  order: Abort,
  onOrdered: (gameDay: AbortedGameDay) => void,
  signal: AbortSignal,
): Promise<StoppedAll> {
  const ordered = new Map<string, AbortedGameDay>();
  const until = Date.now() + LISTED_FOR_MS;
  for (;;) {
    const { found, problem } = await listed(client, order, new Set(ordered.keys()));
    for (const gameDay of found.filter(({ how }) => how !== 'not told')) {
      ordered.set(gameDay.id, gameDay);
      if (gameDay.how !== 'ended already') onOrdered(gameDay);
    }
    const notTold = found.filter(({ how }) => how === 'not told');
    if (signal.aborted || Date.now() + EVERY_MS > until) return { ordered: [...ordered.values()], notTold, problem };
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function listed(client: Pick<GameDayClient, 'abortAll'>, order: Abort, known: ReadonlySet<string>) {
  try {
    return { found: await client.abortAll(order, known), problem: undefined };
  } catch (error) {
    return { found: [], problem: messageOf(error) };
  }
}
