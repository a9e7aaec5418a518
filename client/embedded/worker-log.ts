/** What the worker's pino lines have in common. */
export interface WorkerLogLine {
  readonly level: number;
  readonly event?: string | undefined;
  readonly msg?: string | undefined;
}

const WARN = 40;

export function parseLogLine(line: string): WorkerLogLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const parsed: WorkerLogLine = JSON.parse(line);
    return parsed;
  } catch {
    return undefined;
  }
}

export const isWorthSaying = (line: WorkerLogLine): boolean => line.level >= WARN;

export const wordsOf = (line: WorkerLogLine): string => line.msg ?? line.event ?? JSON.stringify(line);
