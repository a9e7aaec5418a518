import { EXIT, type ExitCode } from '../experiments/definition/exit-code.ts';

/** Something a person can act on: its message is printed as it is, never with a stack trace. */
export class ClientFailure extends Error {
  readonly exitCode: ExitCode;
  /** For programs: what `--output json` prints beside the message. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(exitCode: ExitCode, message: string, options: ErrorOptions & { details?: Record<string, unknown> } = {}) {
    super(message, options);
    this.name = 'ClientFailure';
    this.exitCode = exitCode;
    this.details = options.details ?? {};
  }
}

export const invalid = (message: string): ClientFailure => new ClientFailure(EXIT.invalid, message);
export const refused = (message: string): ClientFailure => new ClientFailure(EXIT.refused, message);
export const unreachable = (message: string, cause?: unknown): ClientFailure =>
  new ClientFailure(EXIT.unreachable, message, { cause });

/** Jest and Node are different realms, so the name decides, not the class. */
export const isClientFailure = (error: unknown): error is ClientFailure =>
  error instanceof Error && error.name === 'ClientFailure';

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
