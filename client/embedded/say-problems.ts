import { followLines } from './log-tail.ts';
import { isWorthSaying, parseLogLine, wordsOf } from './worker-log.ts';

/** Repeats the worker's warnings and errors; the rest stays in its log. */
export function sayProblems(logFile: string, from: number, say: (line: string) => void): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const following = followLines(
    logFile,
    from,
    (text) => {
      const line = parseLogLine(text);
      if (line && isWorthSaying(line)) say(`worker: ${wordsOf(line)}`);
    },
    stopping.signal,
  );
  return {
    async stop() {
      stopping.abort();
      await following;
    },
  };
}
