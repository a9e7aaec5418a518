import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../failure.ts';
import type { Child } from './child.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Alive for so long, it counts as healthy again. */
const HEALTHY_AFTER_MS = 30_000;

export interface KeptRunning<C extends Child> {
  /** The first one. */
  readonly first: C;
  stop(patienceMs: number): Promise<void>;
}

/** Starts it again, with a growing pause, whenever it ends. The first start may fail; later ones are tried for ever. */
export async function keepRunning<C extends Child>(
  name: string,
  start: (signal: AbortSignal) => Promise<C>,
  say: (line: string) => void,
): Promise<KeptRunning<C>> {
  const stopping = new AbortController();
  const first = await start(stopping.signal);
  let current: Child | undefined = first;
  const loop = restartLoop();
  return {
    first,
    async stop(patienceMs) {
      stopping.abort();
      await current?.stop(patienceMs);
      await loop;
    },
  };

  async function restartLoop(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const since = Date.now();
      const how = current ? await current.ended : 'it did not start';
      current = undefined;
      if (stopping.signal.aborted) return;
      pause = Date.now() - since > HEALTHY_AFTER_MS ? FIRST_PAUSE_MS : pause;
      say(`The ${name} ended (${how}); starting it again in ${pause / 1000} s.`);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (stopping.signal.aborted) return;
      current = await start(stopping.signal).catch((error: unknown) => {
        if (!stopping.signal.aborted) say(messageOf(error));
        return undefined;
      });
      if (current) say(`The ${name} is back.`);
      // It was asked to stop while this one started.
      if (stopping.signal.aborted) await current?.stop(0);
    }
  }
}
