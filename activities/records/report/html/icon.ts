import type { Tone } from '../facts/tone.ts';
import { html, type Markup } from './markup.ts';

/** Each tone has a shape of its own, so that it can be told without colour. */
const SHAPES: { readonly [T in Tone]: Markup } = {
  good: html`<circle class="fill" cx="12" cy="12" r="11"/><path class="sign" d="M6.5 12.5l4 4 7-8.5"/>`,
  bad: html`<path class="fill" d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z"/><path class="sign" d="M8 8l8 8M16 8l-8 8"/>`,
  warn: html`<path class="fill" d="M12 1.5L23.5 22H.5z"/><path class="sign" d="M12 9v6M12 18.4v.2"/>`,
  unknown: html`<path class="hollow" d="M12 1.5L22.5 12 12 22.5 1.5 12z"/><path class="mark" d="M9.3 9.6c.2-3.4 5.6-3.4 5.5-.2-.1 2-2.7 2.2-2.7 4.4M12.1 17v.2"/>`,
  neutral: html`<circle class="hollow" cx="12" cy="12" r="9"/>`,
};

export function icon(tone: Tone): Markup {
  return html`<svg class="icon ${tone}" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[tone]}</svg>`;
}

/** A word with its symbol and colour. */
export function badge(tone: Tone, word: string): Markup {
  return html`<span class="badge ${tone}">${icon(tone)}${word}</span>`;
}
