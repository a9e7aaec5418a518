import type { ManifestEntry } from '../../ports.ts';

const MOST_LINES = 100;

/** How `seen` differs from `wanted`, one line for each path, at most a hundred. */
export function differences(wanted: readonly ManifestEntry[], seen: readonly ManifestEntry[]): readonly string[] {
  const lines = differingPaths(wanted, seen).map(({ path, how }) => `${path} ${how}`);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `and ${lines.length - MOST_LINES + 1} more`];
}

export interface Difference {
  readonly path: string;
  readonly how: string;
}

export function differingPaths(
  wanted: readonly ManifestEntry[],
  seen: readonly ManifestEntry[],
): readonly Difference[] {
  const there = new Map(seen.map((entry) => [entry.path, entry]));
  const expected = new Set(wanted.map(({ path }) => path));
  const changed = wanted.map((entry) => ({ path: entry.path, how: howItDiffers(entry, there.get(entry.path)) }));
  const added = seen.filter(({ path }) => !expected.has(path)).map(({ path }) => ({ path, how: 'was added' }));
  return [...changed, ...added]
    .filter((one): one is Difference => one.how !== undefined)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function howItDiffers(wanted: ManifestEntry, seen: ManifestEntry | undefined): string | undefined {
  if (!seen) return 'is missing';
  if (seen.type !== wanted.type) return `is a ${seen.type}, was a ${wanted.type}`;
  if (seen.size !== wanted.size) return `has ${seen.size} bytes, had ${wanted.size}`;
  if (seen.sha256 !== wanted.sha256) return 'has other contents of the same size';
  if (seen.mode !== wanted.mode) return `has mode ${octal(seen.mode)}, had ${octal(wanted.mode)}`;
  return undefined;
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');
