import { EXIT, type ExitCode, exitCodeOf } from '../../experiments/definition/exit-code.ts';
import { type GameDayView, liveFaults, outcomeOf } from '../watch/view.ts';

/** Of a game day that is over. One that was terminated has no verdict of its own; that of its experiment must do. */
export function exitCodeOfView(view: GameDayView): ExitCode {
  const outcome = outcomeOf(view);
  if (outcome) return exitCodeOf(outcome.verdict);
  const verdict = view.experiment?.outcome?.verdict;
  if (verdict?.restored === 'no' || liveFaults(view).length > 0) return EXIT.notRestored;
  return EXIT.abortedOrUnknown;
}
