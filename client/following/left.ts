import { clockTime } from '../render/time.ts';
import { stateOf } from '../render/words.ts';
import { type GameDayView, liveFaults } from '../watch/view.ts';

/** The faults that are still on, a line each, with what ends them if we are gone. */
export const leftLines = (view: GameDayView): readonly string[] =>
  liveFaults(view).map((fault) => {
    const { name, target, expiresAt } = fault;
    const end = expiresAt === undefined ? 'it does NOT end by itself' : `it ends by itself at ${clockTime(expiresAt)}`;
    return `  ${name} on ${target}: ${stateOf(fault).word.text}; ${end}`;
  });
