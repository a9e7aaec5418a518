import { EXIT } from '../../experiments/definition/exit-code.ts';
import { type Embedded, startEmbedded } from '../embedded/embedded.ts';
import { untilStopped } from '../following/until-stopped.ts';
import { sayWhatGoesOn } from '../following/say-what-goes-on.ts';
import { GameDayClient } from '../game-day-client.ts';
import { settingsOf } from '../session/settings.ts';
import type { AddCommand, Cli } from './cli.ts';
import { port, storeOption } from './options.ts';

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
      run(async (cli, options: DevOptions) => {
        const starting = new AbortController();
        const stopListening = cli.terminal.onInterrupt(() => starting.abort());
        let embedded: Embedded | undefined;
        try {
          const say = (line: string) => cli.output.note(line);
          embedded = await startEmbedded({ ...options, env: cli.terminal.env, say, signal: starting.signal });
          stopListening();
          return await serve(cli, embedded);
        } catch (error) {
          if (!starting.signal.aborted) throw error;
          return EXIT.interrupted;
        } finally {
          stopListening();
          await embedded?.stop();
        }
      }),
    );

async function serve({ output, person }: Cli, { address, namespace, uiUrl, store, workerLog }: Embedded) {
  const settings = settingsOf(address, namespace, uiUrl);
  const client = await GameDayClient.connectTo(settings);
  try {
    output.document({ type: 'ready', address, namespace, uiUrl, store });
    output.text(`Server    ${address} (its database and logs: ${store})`);
    output.text(`UI        ${uiUrl}`);
    output.text(`Worker    ready (its log: ${workerLog})`);
    output.text(`Try       gameday run FILE${settings.flags}\n`);
    output.text('Ctrl-C puts everything back and stops.');
    await sayWhatGoesOn(client, output);
    return await untilStopped(client, output, person(undefined));
  } finally {
    await client.close();
  }
}
