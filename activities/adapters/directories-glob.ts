/**
 * Matches paths relative to a root: `*` and `?` stay within one name, `**` as a whole name spans any number of them, and
 * names that begin with a dot are names like any other. `logs/**` matches what is inside logs, not logs itself.
 */
export function matcherOf(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map(patternOf);
  return (path) => patterns.some((pattern) => pattern.test(path));
}

function patternOf(glob: string): RegExp {
  const names = glob.split('/').filter((name) => name !== '' && name !== '.');
  const parts = names
    .filter((name, index) => name !== '**' || names[index + 1] !== '**')
    .map((name, index, all) => partOf(name, index === all.length - 1));
  return new RegExp(`^${parts.join('')}$`, 's');
}

function partOf(name: string, isLast: boolean): string {
  if (name === '**') return isLast ? '.+' : '(?:[^/]+/)*';
  const text = name
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replace(/\*+/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return isLast ? text : `${text}/`;
}
