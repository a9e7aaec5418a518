import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LogEntry, TargetsReady } from '../targets/log-entry.ts';

const MAIN = fileURLToPath(new URL('../targets/main.js', import.meta.url));

export interface Targets extends TargetsReady {
  readonly log: readonly LogEntry[];
  /** Resolves when such an entry is there, also when it was there before. */
  until(is: (entry: LogEntry) => boolean): Promise<LogEntry>;
  /** What is not as it was, one line each, as the targets say. */
  left(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startTargets(folder: string, env: NodeJS.ProcessEnv): Promise<Targets> {
  const child = spawn(process.execPath, [MAIN, folder], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const file = createWriteStream(`${folder}/targets.log`);
  const log: LogEntry[] = [];
  const waiting = new Set<(entry: LogEntry) => void>();
  const lines = createInterface({ input: child.stdout });
  const ready = await new Promise<TargetsReady>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The targets ended with ${code}. See ${folder}/targets.log`)));
    lines.on('line', (line) => {
      file.write(`${line}\n`);
      const told = JSON.parse(line);
      if ('ready' in told) return resolve(told.ready);
      log.push(told);
      for (const look of waiting) look(told);
    });
  });
  return {
    ...ready,
    log,
    until: (is) =>
      new Promise((resolve) => {
        const found = log.find(is);
        if (found) return resolve(found);
        const look = (entry: LogEntry): void => {
          if (!is(entry)) return;
          waiting.delete(look);
          resolve(entry);
        };
        waiting.add(look);
      }),
    async left() {
      const answer = await fetch(`${ready.url}/left`);
      const left: readonly string[] = JSON.parse(await answer.text());
      return left;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.stdin.end();
        await exited;
      }
      file.end();
    },
  };
}
