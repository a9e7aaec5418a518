import { distance } from 'fastest-levenshtein';

/** `; did you mean "hold"? expected ...`, or only `; expected ...` when no candidate is close. */
export function suggest(word: string, candidates: readonly string[], allowed: string): string {
  const found = closest(word, candidates);
  return found === undefined ? `; ${allowed}` : `; did you mean "${found}"? ${allowed}`;
}

/** The candidate that a hasty author may have meant: one slip of the keyboard for every three letters. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const plain = simplify(word);
  const ranked = candidates
    .map((candidate) => ({ candidate, away: apart(plain, simplify(candidate)) }))
    .filter(({ candidate, away }) => away <= Math.floor(Math.min(word.length, candidate.length) / 3))
    .toSorted((a, b) => a.away - b.away);
  return ranked[0]?.candidate;
}

/** Letters in another order and a word cut short are one slip each. */
function apart(word: string, candidate: string): number {
  const sameLetters = sorted(word) === sorted(candidate);
  const cutShort = word.length >= 3 && candidate.startsWith(word);
  return sameLetters || cutShort ? Math.min(1, distance(word, candidate)) : distance(word, candidate);
}

function sorted(word: string): string {
  return word.split('').toSorted().join('');
}

function simplify(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/g, '');
}
