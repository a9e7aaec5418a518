import { EXIT } from '../../experiments/definition/exit-code.ts';
import { invalid, unreachable } from '../failure.ts';
import { exitCodeOfView } from '../following/exit-code.ts';
import type { GameDayClient } from '../game-day-client.ts';
import { CONTACT } from '../render/changes.ts';
import { frame } from '../render/frame.ts';
import { switchLine } from '../render/safety-switch.ts';
import { stuckText } from '../render/stuck.ts';
import { verdictBlock } from '../render/verdict.ts';
import { gameDayIdOf } from '../requests/game-day-id.ts';
import { type GameDayView, isOver, stuckFaults } from '../watch/view.ts';
import type { AddCommand } from './cli.ts';

export const status: AddCommand = (program, run) =>
  program
    .command('status')
    .summary('where a game day stands; its verdict when it has ended')
    .description(
      'Shows where a game day stands. Exit code: 0 while it runs, 5 when an undo is stuck, afterwards that of its verdict.',
    )
    .argument('<id>', 'of the game day, as `gameday list` shows it')
    .addHelpText('after', '\nExample:\n  $ gameday status gameday/ledger-survives-losing-its-leader/20261201-090000')
    .action(
      run(async ({ output, withClient }, given: string) => {
        const [view, safetySwitch] = await withClient((client) =>
          Promise.all([lookOnce(client, gameDayIdOf(given)), client.safetySwitch()]),
        );
        output.document({ ...view, safetySwitch });
        if (safetySwitch) output.text(switchLine(safetySwitch, view.flags));
        if (isOver(view)) {
          output.text(verdictBlock(view, output.style));
          return exitCodeOfView(view);
        }
        output.text(frame({ view, now: Date.now(), events: [], hint: '' }, output.style).trimEnd());
        if (stuckFaults(view).length === 0) return EXIT.held;
        output.text(`\n${stuckText(view, output.style)}`);
        return EXIT.notRestored;
      }),
    );

async function lookOnce(client: GameDayClient, id: string): Promise<GameDayView> {
  for await (const view of client.watch(id)) {
    if (view.contact !== 'fine') throw unreachable(`${id}: ${CONTACT[view.contact]}`);
    return view;
  }
  throw invalid(`There is no game day ${id}. See: gameday list`);
}
