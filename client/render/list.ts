import Table from 'cli-table3';
import type { ListedGameDay } from '../requests/list.ts';

/** Game days as a table without lines, so that it can be cut and sorted. */
export function listText(gameDays: readonly ListedGameDay[]): string {
  if (gameDays.length === 0) return 'There is no game day here. Start one: gameday run FILE';
  const table = new Table({
    head: ['ID', 'ENVIRONMENT', 'STATE', 'PHASE', 'HYPOTHESIS', 'STARTED'],
    // Colours of its own would stay when ours are off.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: NO_LINES,
  });
  for (const { id, environment, state, phase, verdict, startedAt } of gameDays) {
    table.push([id, environment ?? '', state, phase ?? '', verdict ?? '', utc(startedAt)]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** cli-table3 draws what it is not told to leave out. */
const NO_LINES = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((place) => [place, '']),
);
