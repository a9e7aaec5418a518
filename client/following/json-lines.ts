import type { Output } from '../output.ts';
import type { GameDayView } from '../watch/view.ts';
import type { Presenter } from './presenter.ts';

/** Each view that differs from the one before, as a line of JSON. */
export function jsonLines(output: Output): Presenter {
  let last = '';
  return {
    show(view) {
      const text = withoutClocks(view);
      if (text !== last) output.document({ type: 'view', view });
      last = text;
    },
    note() {},
    hint() {},
    end() {},
  };
}

/** The times of looking and of measuring change always. */
function withoutClocks({ progress, ...view }: GameDayView): string {
  return JSON.stringify({ ...view, seenAt: 0, slis: progress?.slis });
}
