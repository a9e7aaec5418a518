import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A command as a person starts it, whose words are kept. */
export interface Command {
  readonly ended: Promise<Exit>;
  readonly output: () => string;
  readonly send: (signal: NodeJS.Signals) => void;
}

interface Settings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** In a process group of its own: a Ctrl-C in our terminal is for us, and the signals that it gets are ours. */
export async function startCommand(path: string, args: readonly string[], { cwd, env }: Settings): Promise<Command> {
  const child = spawn(path, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'spawn');
  const ended = new Promise<Exit>((resolve) => {
    child.once('close', (code: number | null, signal: NodeJS.Signals | null) => resolve({ code, signal }));
  });
  return { ended, output: () => output, send: (signal) => void child.kill(signal) };
}

export function exitText({ code, signal }: Exit): string {
  return signal === null ? String(code) : `killed by ${signal}`;
}
