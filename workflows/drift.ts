import type { ResolvedTargets } from '../experiments/definition/identity.ts';

/** How what matches has changed between two looks, in words; undefined when it has not, or cannot be told. */
export function driftOf(before: readonly ResolvedTargets[], now: readonly ResolvedTargets[]): string | undefined {
  const seenBefore = namesIn(before);
  const seenNow = namesIn(now);
  const gone = [...seenBefore].filter((name) => !seenNow.has(name));
  const fresh = [...seenNow].filter((name) => !seenBefore.has(name));
  const parts = [listed('gone', gone), listed('new', fresh)].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

const namesIn = (resolved: readonly ResolvedTargets[]): ReadonlySet<string> =>
  new Set(resolved.flatMap(({ names = [] }) => names));

function listed(word: string, names: readonly string[]): string | undefined {
  const shown = names.slice(0, MOST_SHOWN).join(', ');
  const more = names.length > MOST_SHOWN ? ` and ${names.length - MOST_SHOWN} more` : '';
  return names.length === 0 ? undefined : `${word}: ${shown}${more}`;
}

const MOST_SHOWN = 10;
