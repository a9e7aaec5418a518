/** Says every ten seconds that something slow goes on, and for how long it has. */
export async function sayingSo<T>(
  what: string,
  say: (line: string) => void,
  work: Promise<T>,
  everyMs = 10_000,
): Promise<T> {
  const startedAt = Date.now();
  const timer = setInterval(() => say(`${what}: ${Math.round((Date.now() - startedAt) / 1000)} s so far`), everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
