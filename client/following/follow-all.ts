import { EXIT } from '../../experiments/definition/exit-code.ts';
import type { GameDayClient } from '../game-day-client.ts';
import type { Output } from '../output.ts';
import { bad, good, type Line, whole } from '../render/line.ts';
import { stuckText } from '../render/stuck.ts';
import type { GameDayView } from '../watch/view.ts';
import { exitCodeOfView } from './exit-code.ts';
import { follow } from './follow.ts';

export interface PutBack {
  readonly id: string;
  readonly restored: 'yes' | 'no' | 'still undoing' | 'not seen';
}

/** Until it has put everything back, an undo is stuck, or the signal says enough; and says which. */
export async function followBack(
  client: Pick<GameDayClient, 'watch'>,
  id: string,
  output: Output,
  signal: AbortSignal,
): Promise<PutBack> {
  let isAlone = false;
  const show = (view: GameDayView): void => {
    if (view.contact === 'no worker' && !isAlone) output.note(aloneText(id));
    isAlone = view.contact === 'no worker';
  };
  const { end, view } = await follow(client, id, { show }, { signal });
  if (end === 'interrupted') return { id, restored: 'not seen' };
  const restored = end === 'stuck' ? 'still undoing' : view && exitCodeOfView(view) !== EXIT.notRestored ? 'yes' : 'no';
  output.document({ type: 'ended', id, restored });
  output.text(whole(endLine(id, restored), output.style));
  if (end === 'stuck' && view) output.note(stuckText(view, { ...output.style, colour: false }));
  return { id, restored };
}

const endLine = (id: string, restored: PutBack['restored']): Line => [
  `${id}  restored: `,
  restored === 'yes' ? good(restored) : bad(restored === 'no' ? 'NO' : restored),
];

const aloneText = (id: string): string =>
  `No worker answers for ${id}. It puts everything back as soon as one is there: gameday worker. ` +
  'Without any: gameday sweep --all on every worker host, and gameday sweep --kubernetes --all for faults in a cluster.';
