import type { Terminal } from '../terminal.ts';

export interface Rungs {
  /** The first Ctrl-C: put everything back. */
  readonly abort: () => void;
  /** The second: say what is left. */
  readonly remind: () => void;
  /** The third: leave, whatever is left. */
  readonly giveUp: () => void;
}

/** What Ctrl-C means, one after the other, while faults of ours may be on and only we can undo them. */
export function onLadder(terminal: Terminal, { abort, remind, giveUp }: Rungs): () => void {
  let rung = 0;
  return terminal.onInterrupt(() => {
    rung += 1;
    if (rung === 1) abort();
    else if (rung === 2) remind();
    else giveUp();
  });
}
