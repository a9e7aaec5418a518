import type { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import { commands } from '../render/commands.ts';

/** A database on disk remembers: game days that an earlier process left unfinished go on with this one's worker. */
export async function sayWhatGoesOn(client: GameDayClient, output: Output): Promise<void> {
  const running = await client.list({ running: true, limit: 10 });
  const { flags } = client.session;
  for (const { id } of running) output.note(`Goes on from before: ${commands.status({ id, flags })}`);
}
