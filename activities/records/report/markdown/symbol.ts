import type { Tone } from '../facts/tone.ts';

const SYMBOLS: { readonly [T in Tone]: string } = { good: '✅', bad: '❌', warn: '⚠️', unknown: '❔', neutral: '▫️' };

export function marked(tone: Tone, word: string): string {
  return `${SYMBOLS[tone]} ${word}`;
}
