import { type OnChaos, readChaos } from './chaos-object.ts';
import { hasEnded, isEnding } from './records.ts';

const LOOK_EVERY_MS = 100;
const ENDED_WITHIN_MS = 2_000;

/** Whether its time was over before our undo came. Taking it back takes a moment, in which nothing can be said yet. */
export async function hasEndedByItself(call: OnChaos): Promise<boolean> {
  const { clock } = call.ports;
  const began = clock.monotonic();
  for (;;) {
    const object = await readChaos(call);
    if (object === undefined || hasEnded(object)) return true;
    if (!isEnding(object) || clock.monotonic() - began >= ENDED_WITHIN_MS) return false;
    await clock.sleep(LOOK_EVERY_MS, call.signal);
  }
}
