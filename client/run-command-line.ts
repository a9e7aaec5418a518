import { CommanderError } from 'commander';
import { EXIT } from '../experiments/definition/exit-code.ts';
import { createProgram } from './commands/program.ts';
import { isClientFailure, messageOf } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** Arguments in, exit code out; the only place that turns an error into words for a person. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.held;
  const program = createProgram(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // commander has said it already: a usage error, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.held : EXIT.invalid;
    return explain(error, terminal, program.opts()['output'] === 'json');
  }
}

function explain(error: unknown, terminal: Terminal, isJson: boolean): number {
  const { exitCode, details } = isClientFailure(error) ? error : { exitCode: EXIT.abortedOrUnknown, details: {} };
  if (isClientFailure(error)) terminal.err(`${error.message}\n`);
  else terminal.err(`${bugText(error, terminal)}\n`);
  if (isJson) terminal.out(`${JSON.stringify({ error: { message: messageOf(error), exitCode, ...details } })}\n`);
  return exitCode;
}

function bugText(error: unknown, { env }: Terminal): string {
  if (env['GAMEDAY_DEBUG']) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in gameday: ${messageOf(error)}. Set GAMEDAY_DEBUG=1 and try again to see where.`;
}
