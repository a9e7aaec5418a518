import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import { followFromOutside } from '../following/follow-from-outside.ts';
import { commands } from '../render/commands.ts';
import { gameDayIdOf } from '../requests/game-day-id.ts';
import type { AddCommand } from './cli.ts';
import { asOption, detachOption, waitOption } from './options.ts';
import { shouldWait } from './should-wait.ts';

interface AbortOptions {
  readonly reason: string;
  readonly as?: string;
  readonly wait?: true;
  readonly detach?: true;
}

export const abort: AddCommand = (program, run) =>
  program
    .command('abort')
    .summary('put everything back and stop a game day')
    .description(
      'Orders a game day to put everything back and to stop. With --wait, stays until that is done. ' +
        'Exit code: 0 when it was ordered, or everything is put back; 5 when something is not.',
    )
    .argument('<id>', 'of the game day')
    .requiredOption('--reason <text>', 'why; it is kept in the report')
    .addOption(asOption())
    .addOption(waitOption())
    .addOption(detachOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ gameday abort gameday/storage/20261201-090000 --reason "customers are affected"',
    )
    .action(
      run(async ({ output, terminal, withClient, person }, given: string, options: AbortOptions) => {
        const id = gameDayIdOf(given);
        return withClient(async (client) => {
          await client.abort(id, { by: person(options.as), reason: options.reason });
          output.document({ type: 'ordered', id });
          output.text(`Ordered: ${id} puts everything back and stops.`);
          if (shouldWait(options, terminal)) return whenOrdered(await followFromOutside(client, id, output));
          output.text(`See it done: ${commands.watch({ id, flags: client.session.flags })}`);
          return EXIT.held;
        });
      }),
    );

/** Whatever the verdict: what was ordered here was to put everything back. */
const whenOrdered = (exitCode: ExitCode): ExitCode =>
  exitCode === EXIT.notRestored || exitCode === EXIT.interrupted ? exitCode : EXIT.held;
