import type { PutBack } from '../following/follow-all.ts';
import type { StoppedAll } from '../following/stop-all.ts';
import type { Engagement } from '../safety-switch/engage-switch.ts';
import type { SwitchPull } from '../../workflows/messages.ts';
import { commands } from './commands.ts';
import { printable } from './line.ts';

/** Who, why, since when. */
export const pullText = ({ by, reason, at }: SwitchPull): string =>
  `the safety switch is on since ${utc(at)}, pulled by ${printable(by)}: ${printable(reason)}`;

/** One line in front of what else is shown while it is on. */
export const switchLine = (pulled: SwitchPull, flags: string): string =>
  `${capital(pullText(pulled))} (release it: ${commands.resume({ flags })})`;

export function engagedText({ pulled, isNew, problem }: Engagement): string {
  if (isNew) return `${capital(pullText(pulled))}\nNo fault begins in this namespace until it is released.`;
  const added = problem === undefined ? 'Your reason is added to it.' : `Your reason was not added to it: ${problem}`;
  return `${capital(pullText(pulled))}\nIt was on already. ${added}`;
}

interface Halted {
  readonly stopped: StoppedAll;
  readonly ended: readonly PutBack[];
  readonly isWaiting: boolean;
  readonly isEngaged: boolean;
  readonly flags: string;
}

/** The last words of a halt. */
export function haltedText({ stopped, ended, isWaiting, isEngaged, flags }: Halted): string {
  const { ordered, notTold, problem } = stopped;
  const told = ordered.filter(({ how }) => how !== 'ended already');
  return [
    ...notTold.map(({ id, problem: why }) => `NOT TOLD: ${id}: ${why}. Try again: ${commands.abort({ id, flags })}`),
    ...(problem === undefined
      ? []
      : [`Running game days could not be listed: ${problem}\nThe workers stop them too; see: gameday list --running`]),
    ...(told.length === 0 && notTold.length === 0 && problem === undefined ? ['No game day is running.'] : []),
    ...(isWaiting && told.length > 0 ? [countText(ended)] : []),
    ...(isWaiting ? [] : told.map(({ id }) => `See it done: ${commands.watch({ id, flags })}`)),
    isEngaged
      ? `Release the switch when all is well: ${commands.resume({ flags })}`
      : 'The safety switch is off again: somebody has released it meanwhile.',
  ].join('\n');
}

function countText(ended: readonly PutBack[]): string {
  const left = ended.filter(({ restored }) => restored !== 'yes');
  if (left.length === 0) return `Everything is put back: ${ended.length} game day(s).`;
  return `${ended.length - left.length} of ${ended.length} game day(s) are put back. Not yet: ${left.map(({ id, restored }) => `${id} (${restored})`).join(', ')}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
