import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import type { Output } from '../output.ts';
import { stuckText } from '../render/stuck.ts';
import { verdictBlock } from '../render/verdict.ts';
import type { GameDayView } from '../watch/view.ts';
import { exitCodeOfView } from './exit-code.ts';

/** The last words about a game day that is over. */
export function concludeOver(view: GameDayView, output: Output): ExitCode {
  const exitCode = exitCodeOfView(view);
  output.document({
    type: 'ended',
    exitCode,
    outcome: view.status?.outcome ?? null,
    reports: view.status?.reports ?? null,
  });
  output.text(`\n${verdictBlock(view, output.style)}`);
  return exitCode;
}

/** The last words about one that goes on trying to undo. */
export function concludeStuck(view: GameDayView, output: Output): ExitCode {
  output.document({ type: 'stuck', exitCode: EXIT.notRestored, faults: view.experiment?.faults ?? [] });
  output.note('');
  output.note(stuckText(view, { ...output.style, colour: false }));
  return EXIT.notRestored;
}
