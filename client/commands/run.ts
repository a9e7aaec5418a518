import { EXIT } from '../../experiments/definition/exit-code.ts';
import { followFromOutside } from '../following/follow-from-outside.ts';
import type { AddCommand } from './cli.ts';
import { announce } from './announce.ts';
import { asOption, detachOption, storeOption, type Variables, varOption, waitOption } from './options.ts';
import { readPlan } from './read-plan.ts';
import { runEmbedded } from './run-embedded.ts';
import { shouldWait } from './should-wait.ts';

interface RunOptions {
  readonly var?: Variables;
  readonly as?: string;
  readonly wait?: true;
  readonly detach?: true;
  readonly embedded?: true;
  readonly store: string;
}

export const run: AddCommand = (program, action) =>
  program
    .command('run')
    .summary('run a game day and follow it to its verdict')
    .description(
      'Starts the game day and, with --wait, follows it. The game day runs on a worker: it goes on when this command ends, ' +
        'except with --embedded, where server and worker end with this command and Ctrl-C first puts everything back.',
    )
    .argument('<file>', 'YAML file of an Experiment or a GameDay')
    .addOption(varOption())
    .addOption(asOption())
    .addOption(waitOption())
    .addOption(detachOption())
    .option('--embedded', 'bring a server and a worker along; they end with this command')
    .addOption(storeOption())
    .addHelpText(
      'after',
      `
Examples:
  $ gameday run experiment.yaml --embedded
  $ gameday run game-day.yaml --var ledgerUrl=http://localhost:7100 --as ann --profile staging --wait`,
    )
    .action(
      action(async (cli, file: string, options: RunOptions, command) => {
        if (options.embedded && options.detach)
          command.error('error: --embedded ends with this command, so it cannot be combined with --detach');
        const plan = readPlan(cli, file, options.var, options.as);
        const by = cli.person(options.as);
        if (options.embedded) return runEmbedded(cli, plan, { by, store: options.store });
        return cli.withClient(async (client) => {
          const { id } = announce(await client.start(plan), client, cli.output);
          if (!(await client.hasWorker())) cli.output.note(NO_WORKER);
          if (!shouldWait(options, cli.terminal)) return EXIT.held;
          return followFromOutside(client, id, cli.output);
        });
      }),
    );

const NO_WORKER =
  'No worker polls for game days here: this one begins when there is one. Start it with `gameday worker`.';
