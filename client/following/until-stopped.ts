import { once } from 'node:events';
import { EXIT, type ExitCode } from '../../experiments/definition/exit-code.ts';
import { messageOf } from '../failure.ts';
import type { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import { type GameDayView, liveFaults } from '../watch/view.ts';
import { follow } from './follow.ts';
import { onLadder } from './ladder.ts';
import { leftLines } from './left.ts';

type Stoppable = Pick<GameDayClient, 'list' | 'abort' | 'watch'>;

/** Waits for Ctrl-C, and then until every game day that runs here has put everything back. */
export async function untilStopped(client: Stoppable, output: Output, by: string): Promise<ExitCode> {
  const asked = new AbortController();
  const givingUp = new AbortController();
  const views = new Map<string, GameDayView>();
  const tellWhatIsLeft = (): void => {
    const left = [...views.values()].flatMap(leftLines);
    output.note(left.length === 0 ? 'No fault is on any more.' : `Still on:\n${left.join('\n')}`);
  };
  const stopListening = onLadder(output.terminal, {
    abort: () => asked.abort(),
    remind() {
      tellWhatIsLeft();
      output.note('Ctrl-C once more leaves at once, WITHOUT waiting for the undo.');
    },
    giveUp: () => givingUp.abort(),
  });
  try {
    await once(asked.signal, 'abort');
    const running = await client.list({ running: true, limit: 1_000 });
    if (running.length > 0) output.note(`Stopping; first ${running.length} game day(s) put everything back.`);
    await Promise.all(running.map(({ id }) => putBack(client, id, { by, views, signal: givingUp.signal })));
  } catch (error) {
    output.note(messageOf(error));
  } finally {
    stopListening();
  }
  const left = [...views.values()].filter((view) => liveFaults(view).length > 0);
  if (left.length === 0) return EXIT.held;
  output.note('NOT RESTORED.');
  tellWhatIsLeft();
  return EXIT.notRestored;
}

interface PuttingBack {
  readonly by: string;
  readonly views: Map<string, GameDayView>;
  readonly signal: AbortSignal;
}

async function putBack(client: Stoppable, id: string, { by, views, signal }: PuttingBack): Promise<void> {
  await client.abort(id, { by, reason: 'the embedded server was stopped' });
  const remember = { show: (view: GameDayView) => void views.set(id, view) };
  await follow(client, id, remember, { signal, stuckPatienceMs: Number.POSITIVE_INFINITY });
}
