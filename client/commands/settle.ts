import { EXIT } from '../../experiments/definition/exit-code.ts';
import { gameDayIdOf } from '../requests/game-day-id.ts';
import type { AddCommand } from './cli.ts';
import { asOption } from './options.ts';

interface SettleOptions {
  readonly fault: string;
  readonly comment: string;
  readonly as?: string;
}

export const settle: AddCommand = (program, run) =>
  program
    .command('settle')
    .summary('close a fault whose undo is stuck, after you have undone it by hand')
    .description(
      'Closes a fault whose undo is stuck. Undo it by hand first: the game day looks once more, and its report says who ' +
        'settled it, and with which words. Exit code: 4 when the fault is not stuck.',
    )
    .argument('<id>', 'of the game day')
    .requiredOption('--fault <fault>', 'id or name of the fault, as `gameday status` shows it')
    .requiredOption('--comment <text>', 'what was done by hand, and how it was checked')
    .addOption(asOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ gameday settle gameday/storage/20261201-090000 --fault "pause node 2" --comment "kill -CONT 4242; it answers"',
    )
    .action(
      run(async ({ output, withClient, person }, id: string, { fault, comment, as }: SettleOptions) => {
        const settlement = { fault, comment, by: person(as) };
        const answer = await withClient((client) => client.settle(gameDayIdOf(id), settlement));
        output.text(answer);
        output.document({ answer, settlement });
        return EXIT.held;
      }),
    );
