import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until there is an answer. Fails with what was waited for. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 20_000,
  what = look.toString(),
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error(`This did not come true within ${withinMs} ms: ${what}`);
    await sleep(10);
  }
}
