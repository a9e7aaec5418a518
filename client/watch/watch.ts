import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../requests/ask.ts';
import type { Session } from '../session/session.ts';
import { look } from './look.ts';
import { type GameDayView, isOver } from './view.ts';

export interface WatchOptions {
  /** How often to look. */
  readonly everyMs?: number | undefined;
  /** How long to wait for the server and the worker each time. */
  readonly answerWithinMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The game day as it goes on, until it is over or the signal says enough. Goes on through restarts of the worker and
 * of the server; only an id that does not exist is an error.
 */
export async function* watchGameDay(
  session: Session,
  id: string,
  { everyMs = 500, answerWithinMs = 4_000, signal }: WatchOptions = {},
): AsyncGenerator<GameDayView, void> {
  let view: GameDayView | undefined;
  for (;;) {
    if (signal?.aborted) return;
    const before: GameDayView | undefined = view;
    view = await ask(session, id, () => look(session, id, answerWithinMs, before));
    yield view;
    if (isOver(view)) return;
    await sleep(everyMs, undefined, signal ? { signal } : {}).catch(() => {});
  }
}
