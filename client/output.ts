import type { Style } from './render/line.ts';
import { canRedraw, type Terminal } from './terminal.ts';

/** A file or a pipe has no width. */
const UNLIMITED = 10_000;

/** Where texts and documents go. With `--output json` stdout holds JSON and nothing else. */
export class Output {
  readonly isJson: boolean;
  readonly terminal: Terminal;
  #noteTo: ((line: string) => void) | undefined;

  constructor(terminal: Terminal, isJson: boolean) {
    this.terminal = terminal;
    this.isJson = isJson;
  }

  get style(): Style {
    const { isTty, columns } = this.terminal;
    return { columns: isTty ? columns() : UNLIMITED, colour: canRedraw(this.terminal) };
  }

  /** The answer, in words. */
  text(text: string): void {
    if (!this.isJson) this.terminal.out(`${text}\n`);
  }

  /** The answer, as a document of one line. */
  document(document: unknown): void {
    if (this.isJson) this.terminal.out(`${JSON.stringify(document)}\n`);
  }

  /** What goes on meanwhile. Never on stdout, unless a live view has taken it over. */
  note(line: string): void {
    if (this.#noteTo) this.#noteTo(line);
    else this.terminal.err(`${line}\n`);
  }

  /** A live view shows the notes itself: written beside it they would tear its frame. */
  sendNotesTo(sink: ((line: string) => void) | undefined): void {
    this.#noteTo = sink;
  }
}
