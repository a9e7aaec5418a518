import { changes } from '../render/changes.ts';
import { span } from '../render/time.ts';
import type { GameDayView } from '../watch/view.ts';

/** Turns views into lines, each with the time since the game day began. */
export class Events {
  readonly #createdAt = Date.now();
  #before: GameDayView | undefined;

  since(view: GameDayView): readonly string[] {
    const lines = changes(this.#before, view).map((text) => this.#stamped(text, view));
    // Between two segments nothing is watched; what comes after is compared with what was before.
    this.#before = { ...view, progress: view.progress ?? this.#before?.progress };
    return lines;
  }

  note(text: string): string {
    return this.#stamped(text, this.#before);
  }

  #stamped(text: string, view: GameDayView | undefined): string {
    const startedAt = view?.status?.startedAt ?? this.#createdAt;
    return `${`+${span(Math.max(0, Date.now() - startedAt))}`.padEnd(12)} ${text}`;
  }
}
