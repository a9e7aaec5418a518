import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { GameDayClient } from '../game-day-client.ts';
import { Output } from '../output.ts';
import type { ConnectionFlags } from '../session/settings.ts';
import type { Terminal } from '../terminal.ts';

export interface GlobalOptions extends ConnectionFlags {
  readonly output: 'text' | 'json';
}

/** What every command has at hand. */
export interface Cli {
  readonly terminal: Terminal;
  readonly output: Output;
  readonly flags: ConnectionFlags;
  /** Runs with a connection, and closes it. */
  readonly withClient: <T>(work: (client: GameDayClient) => Promise<T>) => Promise<T>;
  /** Who is at the keyboard, unless they say otherwise. */
  readonly person: (as: string | undefined) => string;
}

/** Wraps the body of a command: it gets a Cli, the arguments and the options, and answers with the exit code. */
export type Run = <A extends readonly unknown[]>(
  body: (cli: Cli, ...args: A) => Promise<number>,
) => (...args: A) => Promise<void>;

/** Adds one command to the program. */
export type AddCommand = (program: Command, run: Run) => Command;

export function openCli(terminal: Terminal, { output, address, namespace, profile }: GlobalOptions): Cli {
  const flags: ConnectionFlags = { address, namespace, profile };
  return {
    terminal,
    output: new Output(terminal, output === 'json'),
    flags,
    async withClient(work) {
      const client = await GameDayClient.connect(flags, terminal.env);
      try {
        return await work(client);
      } finally {
        await client.close();
      }
    },
    person: (as) => as ?? terminal.env['USER'] ?? userInfo().username,
  };
}
