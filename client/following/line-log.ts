import type { Output } from '../output.ts';
import { Events } from './events.ts';
import type { Presenter } from './presenter.ts';

/** One line for each change, without control codes. */
export function lineLog(output: Output): Presenter {
  const events = new Events();
  return {
    show(view) {
      for (const line of events.since(view)) output.text(line);
    },
    note: (line) => output.text(events.note(line)),
    hint() {},
    end() {},
  };
}
