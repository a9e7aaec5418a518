import type { Output } from '../output.ts';
import { canRedraw } from '../terminal.ts';
import type { GameDayView } from '../watch/view.ts';
import { jsonLines } from './json-lines.ts';
import { lineLog } from './line-log.ts';
import { liveScreen } from './live-screen.ts';

/** Shows a game day while it goes on. */
export interface Presenter {
  show(view: GameDayView): void;
  note(line: string): void;
  /** What Ctrl-C would do now. */
  hint(text: string): void;
  end(): void;
}

/** A redrawn frame for a person, a log for a file or a CI, JSON lines for a program. */
export function presenterFor(output: Output): Presenter {
  const presenter = output.isJson
    ? jsonLines(output)
    : canRedraw(output.terminal)
      ? liveScreen(output)
      : lineLog(output);
  if (output.isJson) return presenter;
  output.sendNotesTo((line) => presenter.note(line));
  return {
    ...presenter,
    end() {
      output.sendNotesTo(undefined);
      presenter.end();
    },
  };
}
