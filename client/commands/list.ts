import { Option } from 'commander';
import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import type { Output } from '../output.ts';
import { listText } from '../render/list.ts';
import { switchLine } from '../render/safety-switch.ts';
import { stuckListText } from '../render/stuck-list.ts';
import type { StuckLook } from '../stuck/look-for-stuck.ts';
import type { AddCommand } from './cli.ts';
import { wholeNumber } from './options.ts';

interface ListOptions {
  readonly environment?: string;
  readonly running?: true;
  readonly stuck?: true;
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
    .addOption(
      new Option(
        '--stuck',
        'instead: every workflow that does not go on by itself, and why. Exit code: 0 nothing is stuck, 3 something is, 5 a fault is past its deadline or its undo keeps failing',
      ).conflicts(['running', 'environment']),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ gameday list --running --environment staging\n  $ gameday list --stuck --output json',
    )
    .action(
      run(async ({ output, withClient }, filter: ListOptions) =>
        withClient(async (client) => {
          if (filter.stuck) return listStuck(output, await client.stuck());
          const [gameDays, safetySwitch] = await Promise.all([client.list(filter), client.safetySwitch()]);
          if (safetySwitch) output.text(switchLine(safetySwitch, client.session.flags));
          output.text(listText(gameDays));
          output.document({ gameDays, safetySwitch });
          return EXIT.held;
        }),
      ),
    );

/** Not to have looked at everything is not to have found nothing. */
function listStuck(output: Output, look: StuckLook): ExitCode {
  output.text(stuckListText(look, Date.now(), output.style));
  output.document(look);
  if (look.stuck.some(({ notRestored }) => notRestored)) return EXIT.notRestored;
  return look.stuck.length > 0 || look.isPartial ? EXIT.abortedOrUnknown : EXIT.held;
}
