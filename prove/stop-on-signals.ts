const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** No cell begins any more, and everything of those that run is ended at once. */
export function stopOnSignals(say: (line: string) => void, end: () => Promise<void>): AbortSignal {
  const stopped = new AbortController();
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      say(`${signal}: stopping, and leaving nothing behind.`);
      stopped.abort();
      void end().then(() => process.exit(130));
    });
  }
  return stopped.signal;
}
