import type { Journal } from '../../activities/ports.ts';

export interface MemoryJournal extends Journal {
  readonly lines: readonly string[];
  /** Resolves with the next line that is appended and contains the text. */
  untilLine(text: string): Promise<void>;
  /** From now on every append fails, as on a full disk. Resolves when one did. */
  breakDown(): Promise<void>;
}

export function memoryJournal(before: readonly string[] = []): MemoryJournal {
  const lines = [...before];
  const waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  let onFailure: (() => void) | undefined;
  return {
    lines,
    append(line) {
      if (onFailure) {
        onFailure();
        throw new Error('ENOSPC: no space left on device');
      }
      lines.push(line);
      for (const { text, resolve } of waiting) if (line.includes(text)) resolve();
    },
    untilLine: (text) => new Promise((resolve) => void waiting.push({ text, resolve })),
    breakDown: () => new Promise((resolve) => void (onFailure = resolve)),
    read: async () => [...lines],
    close: async () => undefined,
  };
}
