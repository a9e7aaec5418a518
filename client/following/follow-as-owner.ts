import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import { messageOf } from '../failure.ts';
import type { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import type { GameDayView } from '../watch/view.ts';
import { concludeOver, concludeStuck } from './conclude.ts';
import { follow } from './follow.ts';
import { onLadder } from './ladder.ts';
import { leftLines } from './left.ts';
import { type Presenter, presenterFor } from './presenter.ts';

export interface Owned {
  readonly client: Pick<GameDayClient, 'watch' | 'abort'>;
  readonly id: string;
  readonly output: Output;
  /** In whose name Ctrl-C aborts. */
  readonly by: string;
  /** The folder in which the game day is kept when we end. */
  readonly store: string;
}

export interface Concluded {
  readonly exitCode: ExitCode;
  /** The last that was seen of it. */
  readonly view: GameDayView | undefined;
}

/** A flaky target may let an undo through a minute later; when we end, nobody tries any more. */
const STUCK_PATIENCE_MS = 60_000;

/** Follows a game day whose only worker ends with us: we leave when everything is put back, and not before. */
export async function followAsOwner({ client, id, output, by, store }: Owned): Promise<Concluded> {
  const givingUp = new AbortController();
  const presenter = remembering(presenterFor(output));
  const stopListening = onLadder(output.terminal, {
    abort() {
      presenter.hint('Everything is being put back. Ctrl-C again says what is left.');
      presenter.note('Aborting: everything is put back first');
      client.abort(id, { by, reason: 'Ctrl-C' }).catch((error: unknown) => presenter.note(messageOf(error)));
    },
    remind() {
      const left = presenter.last ? leftLines(presenter.last) : [];
      presenter.hint('Ctrl-C once more leaves at once, WITHOUT waiting for the undo.');
      presenter.note(
        left.length === 0 ? 'No fault is on any more; the report is being written' : 'The undo is running. Left:',
      );
      for (const line of left) presenter.note(line.trim());
    },
    giveUp: () => givingUp.abort(),
  });
  try {
    presenter.hint('Ctrl-C puts everything back and stops.');
    const { end, view } = await follow(client, id, presenter, {
      signal: givingUp.signal,
      stuckPatienceMs: STUCK_PATIENCE_MS,
    });
    presenter.end();
    if (end === 'over' && view) return { exitCode: concludeOver(view, output), view };
    const exitCode = end === 'stuck' && view ? concludeStuck(view, output) : gaveUp(view, id, output);
    output.note(
      `Nobody undoes anything now that this process ends. To let the game day go on: gameday dev --store ${store}`,
    );
    return { exitCode, view };
  } finally {
    stopListening();
  }
}

function gaveUp(view: GameDayView | undefined, id: string, output: Output): ExitCode {
  const left = view ? leftLines(view) : ['  (it was never seen, so nobody knows)'];
  const exitCode = left.length === 0 ? EXIT.abortedOrUnknown : EXIT.notRestored;
  output.document({ type: 'gave up', exitCode, faults: view?.experiment?.faults ?? [] });
  output.note('');
  output.note(
    left.length === 0 ? `Left ${id} before its end; no fault of it is on.` : `NOT RESTORED. Left ${id} with faults on:`,
  );
  for (const line of left) output.note(line);
  return exitCode;
}

function remembering(presenter: Presenter): Presenter & { readonly last: GameDayView | undefined } {
  let last: GameDayView | undefined;
  return {
    ...presenter,
    show(view) {
      last = view;
      presenter.show(view);
    },
    get last() {
      return last;
    },
  };
}
