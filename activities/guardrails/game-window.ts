import type { CheckResult } from '../../experiments/definition/outcome.ts';
import type { PlannedWindow } from '../../experiments/definition/plan.ts';
import type { Clock } from '../ports.ts';
import { durationText } from './duration-text.ts';
import type { Intent } from './guardrail.ts';
import { localText, localTime } from './local-time.ts';

const ON_CLOSE = {
  finishStep: 'the step that is going on then is finished',
  undoNow: 'whatever is on then is undone at once',
  blockNew: 'nothing new is begun then',
} as const;

/** Whether the window of the game day is open. The moment of its end is outside. */
export function checkGameWindow(window: PlannedWindow, intent: Intent, clock: Clock): CheckResult {
  const name = 'game-window';
  const now = clock.now();
  const text = (ms: number): string => localText(localTime(ms, window.timeZone));
  if (now < window.startMs) {
    const detail = `the window of the game day opens on ${text(window.startMs)}, in ${durationText(window.startMs - now)}`;
    return { name, result: 'not met', detail };
  }
  if (now >= window.endMs) {
    const detail = `the window of the game day closed on ${text(window.endMs)}. Plan another window, and start it anew`;
    return { name, result: 'not met', detail };
  }
  const left = window.endMs - now;
  const open = `the window of the game day is open for ${durationText(left)}, until ${text(window.endMs)}`;
  if (intent.longestMs <= left) return { name, result: 'met', detail: open };
  const detail = `${open}; this can take ${durationText(intent.longestMs)}: ${ON_CLOSE[window.onClose]}`;
  return { name, result: 'met', detail };
}
