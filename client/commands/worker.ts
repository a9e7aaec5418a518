import { runWorker } from '../embedded/run-worker.ts';
import type { AddCommand } from './cli.ts';

export const worker: AddCommand = (program, run) =>
  program
    .command('worker')
    .summary('run a worker in this terminal')
    .description(
      'Runs a worker until it is told to stop; its log is on stdout. Settings: GAMEDAY_STORE, GAMEDAY_STATE, ' +
        'GAMEDAY_LOG_LEVEL and others, all from the environment. Stopping it undoes nothing: the next worker goes on.',
    )
    .addHelpText('after', '\nExample:\n  $ GAMEDAY_STORE=/var/lib/gameday gameday worker --profile staging')
    .action(
      run(async ({ terminal, flags }) => {
        const { address, namespace, profile } = flags;
        const env = {
          ...terminal.env,
          ...(address === undefined ? {} : { TEMPORAL_ADDRESS: address }),
          ...(namespace === undefined ? {} : { TEMPORAL_NAMESPACE: namespace }),
          ...(profile === undefined ? {} : { TEMPORAL_PROFILE: profile }),
        };
        return runWorker(env, (stop) => terminal.onInterrupt(stop));
      }),
    );
