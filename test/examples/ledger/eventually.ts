import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until there is an answer; what it asks for is named in the failure. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  withinMs = 10_000,
): Promise<T> {
  const giveUpAtMs = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > giveUpAtMs) throw new Error(`waited ${withinMs} ms in vain for: ${what}`);
    await delay(10);
  }
}
