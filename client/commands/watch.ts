import { followFromOutside } from '../following/follow-from-outside.ts';
import { gameDayIdOf } from '../requests/game-day-id.ts';
import type { AddCommand } from './cli.ts';

export const watch: AddCommand = (program, run) =>
  program
    .command('watch')
    .summary('follow a game day; can be left and joined again')
    .description('Follows a game day to its end. Ctrl-C leaves the view; the game day goes on.')
    .argument('<id>', 'of the game day')
    .addHelpText('after', '\nExample:\n  $ gameday watch gameday/ledger-survives-losing-its-leader/20261201-090000')
    .action(
      run(async ({ output, withClient }, id: string) =>
        withClient((client) => followFromOutside(client, gameDayIdOf(id), output)),
      ),
    );
