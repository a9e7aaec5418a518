import type { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import { commands } from '../render/commands.ts';
import type { StartedGameDay } from '../requests/start.ts';

/** The id and the way to follow it come first, before anything can go wrong. */
export function announce(started: StartedGameDay, { session }: GameDayClient, output: Output): StartedGameDay {
  const { id, uiUrl } = started;
  output.document({ type: 'started', ...started });
  output.text(`Game day  ${id}`);
  if (uiUrl !== undefined) output.text(`UI        ${uiUrl}`);
  output.text(`Follow    ${commands.watch({ id, flags: session.flags })}\n`);
  return started;
}
