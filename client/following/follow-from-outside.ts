import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import type { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import { commands } from '../render/commands.ts';
import type { Session } from '../session/session.ts';
import { concludeOver, concludeStuck } from './conclude.ts';
import { follow } from './follow.ts';
import { presenterFor } from './presenter.ts';

export type Followable = Pick<GameDayClient, 'watch'> & { readonly session: Pick<Session, 'flags'> };

/** Follows a game day that somebody else's worker runs. Ctrl-C only ends the following. */
export async function followFromOutside(client: Followable, id: string, output: Output): Promise<ExitCode> {
  const leaving = new AbortController();
  const stopListening = output.terminal.onInterrupt(() => leaving.abort());
  const presenter = presenterFor(output);
  try {
    presenter.hint('Ctrl-C leaves this view; the game day goes on.');
    const { end, view } = await follow(client, id, presenter, { signal: leaving.signal });
    presenter.end();
    if (end === 'over' && view) return concludeOver(view, output);
    if (end === 'stuck' && view) return concludeStuck(view, output);
    return goesOn(client, id, output);
  } finally {
    stopListening();
  }
}

function goesOn({ session }: Followable, id: string, output: Output): ExitCode {
  const place = { id, flags: session.flags };
  output.document({ type: 'interrupted', exitCode: EXIT.interrupted, id });
  output.note(
    [
      '',
      `The game day goes on: ${id}`,
      `  follow it again:                  ${commands.watch(place)}`,
      `  put everything back and stop it:  ${commands.abort(place)}`,
    ].join('\n'),
  );
  return EXIT.interrupted;
}
