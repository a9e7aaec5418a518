import { EXIT } from '../../experiments/definition/exit-code.ts';
import { invalid } from '../failure.ts';
import { followAsOwner } from '../following/follow-as-owner.ts';
import { followFromOutside } from '../following/follow-from-outside.ts';
import type { AddCommand } from './cli.ts';
import { announce } from './announce.ts';
import { asOption, detachOption, storeOption, type Variables, varOption, waitOption } from './options.ts';
import { readPlan } from './read-plan.ts';
import { shouldWait } from './should-wait.ts';
import { withEmbedded } from './with-embedded.ts';

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
      action(async (cli, file: string, options: RunOptions) => {
        if (options.embedded && options.detach) throw both();
        const plan = readPlan(cli, file, options.var, options.as);
        const by = cli.person(options.as);
        const { output } = cli;
        const { store } = options;
        if (options.embedded) {
          return withEmbedded(output, { store }, async (client) => {
            const { id } = announce(await client.start(plan), client, output);
            return (await followAsOwner({ client, id, output, by, store })).exitCode;
          });
        }
        return cli.withClient(async (client) => {
          const { id } = announce(await client.start(plan), client, output);
          if (!(await client.hasWorker())) output.note(NO_WORKER);
          if (!shouldWait(options, cli.terminal)) return EXIT.held;
          return followFromOutside(client, id, output);
        });
      }),
    );

const both = () =>
  invalid('Nothing was started: with --embedded the worker ends with this command, so --detach makes no sense.');
const NO_WORKER =
  'No worker polls for game days here: this one begins when there is one. Start it with `gameday worker`.';
