import type { Abort } from '../../../workflows/messages.ts';
import { type GameDayView, isOver } from '../../../client/watch/view.ts';

/** Shows the views that a test hands it, one after the other, and remembers what it was told to do. */
export class ScriptedClient {
  readonly session = { flags: '' };
  readonly aborts: Abort[] = [];
  readonly #ready: GameDayView[] = [];
  #wake: (() => void) | undefined;

  /** Resolves when it was shown. */
  async push(...views: readonly GameDayView[]): Promise<void> {
    this.#ready.push(...views);
    this.#wake?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async *watch(): AsyncGenerator<GameDayView, void> {
    for (;;) {
      const view = this.#ready.shift();
      if (view) {
        yield view;
        if (isOver(view)) return;
      } else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async abort(_id: string, order: Abort): Promise<void> {
    this.aborts.push(order);
  }
}
