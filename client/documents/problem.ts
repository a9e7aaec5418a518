/** One thing that is wrong with a document, or with an option. All problems are collected; none is thrown. */
export interface Problem {
  /** The document, or the option that is wrong, such as `--var ledgerUrl`. */
  readonly file: string;
  /** Line and column begin at 1; missing when the problem is not in a text. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** As the author would say it, such as `steps[1].approval.quorum`; empty for the whole document. */
  readonly path: string;
  /** What is wrong; what is allowed. */
  readonly message: string;
}

/** `file:line:column: path: what is wrong; what is allowed`, one line each. */
export function problemsAsText(problems: readonly Problem[]): string {
  return problems.map(problemAsLine).join('\n');
}

export function problemsAsJson(problems: readonly Problem[]): string {
  return JSON.stringify({ problems }, null, 2);
}

/** In the order of the files, and of the lines in each; each only once. */
export function inReadingOrder(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map((one) => one.file))];
  const unique = [...new Map(problems.map((one) => [problemAsLine(one), one])).values()];
  return unique.toSorted(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

function problemAsLine({ file, line, column, path, message }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return path === '' ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}
