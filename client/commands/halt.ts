import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import { ClientFailure, isClientFailure } from '../failure.ts';
import { followBack, type PutBack } from '../following/follow-all.ts';
import { stopAll, type StoppedAll } from '../following/stop-all.ts';
import type { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import { engagedText, haltedText } from '../render/safety-switch.ts';
import type { Abort } from '../../workflows/messages.ts';
import type { AddCommand } from './cli.ts';
import { asOption, detachOption, waitOption } from './options.ts';
import { shouldWait } from './should-wait.ts';

interface HaltOptions {
  readonly reason: string;
  readonly as?: string;
  readonly wait?: true;
  readonly detach?: true;
}

export const halt: AddCommand = (program, run) =>
  program
    .command('halt')
    .summary('pull the safety switch: stop every game day, and let none begin')
    .description(
      'Pulls the safety switch of the namespace: every game day is ordered to put everything back and to stop, and no fault ' +
        'begins until `gameday resume`. With --wait, stays until everything is put back. Exit code: 0 when it was ordered, or ' +
        'everything is put back; 5 when something is not; 6 when the server cannot be reached.',
    )
    .requiredOption('--reason <text>', 'why; everybody who is stopped by it sees it')
    .addOption(asOption())
    .addOption(waitOption())
    .addOption(detachOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ gameday halt --reason "customers are affected"\n' +
        '  $ gameday halt --reason "alert 4711" --as alerting --detach --output json',
    )
    .action(
      run(async ({ output, terminal, withClient, person }, options: HaltOptions) => {
        const order = { by: person(options.as), reason: options.reason };
        const isWaiting = shouldWait(options, terminal);
        return withClient((client) => haltAll(client, order, output, isWaiting)).catch(sayWhatWorksWithout);
      }),
    );

async function haltAll(client: GameDayClient, order: Abort, output: Output, isWaiting: boolean): Promise<ExitCode> {
  const engagement = await client.halt(order);
  output.document({ type: 'halted', ...engagement });
  output.text(engagedText(engagement));
  const leaving = new AbortController();
  const { signal } = leaving;
  const stopListening = output.terminal.onInterrupt(() => leaving.abort());
  try {
    const following: Promise<PutBack>[] = [];
    const stopped = await stopAll(
      client,
      order,
      (gameDay) => {
        output.document({ type: 'ordered', ...gameDay });
        output.text(`Ordered: ${gameDay.id} puts everything back and stops.`);
        if (isWaiting) following.push(followBack(client, gameDay.id, output, signal));
      },
      signal,
    );
    const ended = await Promise.all(following);
    const exitCode = exitCodeOf(stopped, ended, signal.aborted);
    const pulled = await client.safetySwitch().catch(() => engagement.pulled);
    output.document({ type: 'concluded', exitCode, isEngaged: pulled !== undefined, gameDays: ended, ...stopped });
    output.text(
      haltedText({ stopped, ended, isWaiting, isEngaged: pulled !== undefined, flags: client.session.flags }),
    );
    return exitCode;
  } finally {
    stopListening();
  }
}

function exitCodeOf({ notTold, problem }: StoppedAll, ended: readonly PutBack[], isLeft: boolean): ExitCode {
  if (ended.some(({ restored }) => restored === 'no' || restored === 'still undoing')) return EXIT.notRestored;
  if (isLeft) return EXIT.interrupted;
  if (notTold.length > 0) return EXIT.notRestored;
  return problem === undefined ? EXIT.held : EXIT.unreachable;
}

/** In an emergency nobody wants to read how a server is started. */
function sayWhatWorksWithout(error: unknown): never {
  if (!isClientFailure(error) || error.exitCode !== EXIT.unreachable) throw error;
  const [what = ''] = error.message.split('\n');
  throw new ClientFailure(
    EXIT.unreachable,
    `The safety switch was NOT pulled. ${what}\n` +
      'What works without Temporal: run this on every worker host; it undoes every fault that is on there:\n' +
      '  gameday sweep --all\n' +
      'and, if there are faults in a Kubernetes cluster, this once:\n' +
      '  gameday sweep --kubernetes --all',
    { cause: error },
  );
}
