import { once } from 'node:events';
import type { GameDayClient } from '../game-day-client.ts';
import { type GameDayView, isOver, stuckFaults } from '../watch/view.ts';
import type { Presenter } from './presenter.ts';

export interface Followed {
  /** `stuck`: an undo does not work; the game day goes on trying. `interrupted`: by our signal; it goes on too. */
  readonly end: 'over' | 'stuck' | 'interrupted';
  /** The last that was seen; nothing when the signal came before. */
  readonly view: GameDayView | undefined;
}

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** How long an undo may be stuck before we leave. */
  readonly stuckPatienceMs?: number | undefined;
}

/** Shows a game day until it is over, until an undo is stuck, or until the signal. */
export async function follow(
  client: Pick<GameDayClient, 'watch'>,
  id: string,
  presenter: Pick<Presenter, 'show'>,
  { signal, stuckPatienceMs = 0 }: FollowOptions,
): Promise<Followed> {
  const views = client.watch(id, { signal });
  // A look may wait for seconds on a server that is gone; a person who leaves does not.
  const leaving = signal.aborted ? Promise.resolve() : once(signal, 'abort');
  let view: GameDayView | undefined;
  let stuckSince: number | undefined;
  for (;;) {
    const next = await Promise.race([views.next(), leaving.then(() => undefined)]);
    if (next === undefined || next.done) return { end: view && isOver(view) ? 'over' : 'interrupted', view };
    view = next.value;
    presenter.show(view);
    stuckSince = stuckFaults(view).length === 0 ? undefined : (stuckSince ?? Date.now());
    if (stuckSince !== undefined && Date.now() - stuckSince >= stuckPatienceMs) return { end: 'stuck', view };
  }
}
