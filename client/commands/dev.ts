import type { Embedded } from '../embedded/embedded.ts';
import { untilStopped } from '../following/until-stopped.ts';
import type { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import type { AddCommand } from './cli.ts';
import { port, storeOption } from './options.ts';
import { withEmbedded } from './with-embedded.ts';

interface DevOptions {
  readonly port?: number;
  readonly uiPort?: number;
  readonly store: string;
  readonly logLevel?: string;
}

export const dev: AddCommand = (program, run) =>
  program
    .command('dev')
    .summary('start a Temporal server and a worker in this terminal')
    .description(
      'Starts a Temporal dev server with a database on disk, and a worker, until Ctrl-C. Both are started again when they ' +
        'die. Ctrl-C first lets every game day put everything back.',
    )
    .option('--port <port>', 'of the server; without it 7233, or a free one', port)
    .option('--ui-port <port>', 'of the Temporal UI; without it 8233, or a free one', port)
    .addOption(storeOption())
    .option('--log-level <level>', 'of the worker log')
    .addHelpText('after', '\nExample:\n  $ gameday dev --store /var/tmp/gameday')
    .action(
      run(async ({ output, person }, options: DevOptions) =>
        withEmbedded(output, options, (client, embedded) => {
          welcome(embedded, client, output);
          return untilStopped(client, output, person(undefined));
        }),
      ),
    );

function welcome(embedded: Embedded, { session }: GameDayClient, output: Output): void {
  const { address, namespace, uiUrl, store, workerLog } = embedded;
  output.document({ type: 'ready', address, namespace, uiUrl, store });
  output.text(`Server    ${address} (its database and logs: ${store})`);
  output.text(`UI        ${uiUrl}`);
  output.text(`Worker    ready (its log: ${workerLog})`);
  output.text(`Try       gameday run FILE${session.flags}\n`);
  output.text('Ctrl-C puts everything back and stops.');
}
