import type { Output } from '../output.ts';
import { frame } from '../render/frame.ts';
import type { GameDayView } from '../watch/view.ts';
import { Events } from './events.ts';
import type { Presenter } from './presenter.ts';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_BELOW = '\u001b[0J';
const up = (lines: number): string => (lines > 0 ? `\u001b[${lines}A` : '');

/** Redraws one frame in place; when it ends, the last one stays in the scrollback. */
export function liveScreen(output: Output): Presenter {
  const { terminal } = output;
  const events = new Events();
  const seen: string[] = [];
  let view: GameDayView | undefined;
  let hint = '';
  let drawn = 0;
  terminal.out(HIDE_CURSOR);
  const draw = (): void => {
    if (!view) return;
    const text = frame({ view, now: Date.now(), events: seen, hint }, output.style);
    // A frame that is taller than the terminal could not be drawn over.
    const lines = text.split('\n').slice(0, Math.max(1, terminal.rows() - 1));
    terminal.out(`${up(drawn)}\r${CLEAR_BELOW}${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  return {
    show(next) {
      view = next;
      seen.push(...events.since(next));
      draw();
    },
    note(line) {
      seen.push(events.note(line));
      draw();
    },
    hint(text) {
      hint = text;
      draw();
    },
    end() {
      hint = '';
      draw();
      terminal.out(SHOW_CURSOR);
    },
  };
}
