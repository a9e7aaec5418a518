import { isatty } from 'node:tty';

/** What the command line sees of the world outside; tests give it another one. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person looks at stdout. */
  readonly isTty: boolean;
  readonly columns: () => number;
  readonly rows: () => number;
  /** From now on Ctrl-C, SIGTERM and a closed terminal call back instead of ending us. Returns how to stop that. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    env,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    // Not stdout.isTTY: of a pipe that is undefined, whatever its type says.
    isTty: isatty(stdout.fd),
    // Some terminals say 0, and pipes say nothing.
    columns: () => stdout.columns || USUAL_COLUMNS,
    rows: () => stdout.rows || USUAL_ROWS,
    onInterrupt(listener) {
      for (const signal of SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listener);
      };
    },
  };
}

/** A redrawn frame needs a person, a terminal that can move its cursor, and nobody who asked for plain text. */
export const canRedraw = ({ isTty, env }: Terminal): boolean =>
  isTty && !env['NO_COLOR'] && !env['CI'] && env['TERM'] !== 'dumb';
