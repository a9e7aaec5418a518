import { EXIT } from '../../experiments/definition/exit-code.ts';
import { gameDayIdOf } from '../requests/game-day-id.ts';
import type { AddCommand } from './cli.ts';
import { wholeNumber } from './options.ts';

interface ApproveOptions {
  readonly step: number;
  readonly as: string;
  readonly comment: string;
  readonly deny?: true;
}

export const approve: AddCommand = (program, run) =>
  program
    .command('approve')
    .summary('approve, or deny, the step that a game day waits for')
    .description(
      'Votes on the approval step that a game day waits for. One denial is enough to stop it. Exit code: 4 when the vote does not count.',
    )
    .argument('<id>', 'of the game day')
    .requiredOption('--step <number>', 'number of the approval step', wholeNumber(1, 1_000))
    .requiredOption('--as <name>', 'who you are, as in the list of approvers')
    .option('--comment <text>', 'why; it is kept in the report', '')
    .option('--deny', 'vote against it')
    .addHelpText(
      'after',
      '\nExample:\n  $ gameday approve gameday/storage/20261201-090000 --step 2 --as ann --comment "dashboards are quiet"',
    )
    .action(
      run(async ({ output, withClient }, id: string, { step, as, comment, deny }: ApproveOptions) => {
        const vote = { step, by: as, comment, approve: !deny };
        const answer = await withClient((client) => client.vote(gameDayIdOf(id), vote));
        output.text(answer);
        output.document({ answer, vote });
        return EXIT.held;
      }),
    );
