import { visible } from '../html/markup.ts';

/**
 * Text that stays text in GitHub's Markdown, on one line. A `_` within a word means nothing there, so that
 * `${secret:DB_PASSWORD}` stays as it is.
 */
export function md(text: string): string {
  return visible(text)
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*[\]|~#!]/g, String.raw`\$&`)
    .replace(/(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, String.raw`\_`);
}

/** A paragraph of its own: it must not become a list or a heading by its first letters. */
export function mdParagraph(text: string): string {
  return md(text)
    .trimStart()
    .replace(/^([-+=]|\d+(?=[.)]))/, (sign) => (/\d/.test(sign) ? `${sign}&#8203;` : `\\${sign}`));
}

/** A code span, also inside a table; its fence is longer than any run of backticks in it. */
export function code(text: string): string {
  const line = visible(text).replace(/\s*[\r\n]+\s*/g, ' ');
  const fence = '`'.repeat(longestRun(line) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

export function fenced(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${visible(text).trimEnd()}\n${fence}`;
}

/** What stands between backticks is a code span, the rest is text. */
export function mdWithCode(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return md(text);
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : md(part))).join('');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
