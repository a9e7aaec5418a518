import { html, type Markup } from './markup.ts';

/** What stands between backticks becomes code; a command gets a line of its own. */
export function withCode(text: string): Markup {
  const parts = text.split('`');
  // An odd number of backticks: the last one opens nothing.
  if (parts.length % 2 === 0) return html`${text}`;
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code${part.startsWith('gameday ') ? html` class="command"` : null}>${part}</code>` : html`${part}`))}`;
}
