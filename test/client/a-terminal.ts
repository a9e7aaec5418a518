import type { Terminal } from '../../client/terminal.ts';

export interface FakeTerminal extends Terminal {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ctrlC: () => void;
  /** How many listen for Ctrl-C now. */
  readonly listeners: () => number;
}

interface Looks {
  readonly isTty?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly columns?: number;
  readonly rows?: number;
}

/** A terminal that remembers; without a person unless told. */
export function aTerminal({ isTty = false, env = {}, columns = 100, rows = 40 }: Looks = {}): FakeTerminal {
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  return {
    env: { USER: 'ann', ...env },
    isTty,
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    columns: () => columns,
    rows: () => rows,
    onInterrupt(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stdout: () => stdout,
    stderr: () => stderr,
    ctrlC() {
      for (const listener of listeners) listener();
    },
    listeners: () => listeners.size,
  };
}
