import { EXIT } from '../../experiments/definition/exit-code.ts';
import { listText } from '../render/list.ts';
import { switchLine } from '../render/safety-switch.ts';
import type { AddCommand } from './cli.ts';
import { wholeNumber } from './options.ts';

interface ListOptions {
  readonly environment?: string;
  readonly running?: true;
  readonly limit: number;
}

export const list: AddCommand = (program, run) =>
  program
    .command('list')
    .summary('list game days, the newest first')
    .description('Lists game days, the newest first.')
    .option('--environment <name>', 'only those in this environment')
    .option('--running', 'only those that run')
    .option('--limit <number>', 'at most so many', wholeNumber(1, 1_000), 20)
    .addHelpText('after', '\nExample:\n  $ gameday list --running --environment staging')
    .action(
      run(async ({ output, withClient }, filter: ListOptions) =>
        withClient(async (client) => {
          const [gameDays, safetySwitch] = await Promise.all([client.list(filter), client.safetySwitch()]);
          if (safetySwitch) output.text(switchLine(safetySwitch, client.session.flags));
          output.text(listText(gameDays));
          output.document({ gameDays, safetySwitch });
          return EXIT.held;
        }),
      ),
    );
