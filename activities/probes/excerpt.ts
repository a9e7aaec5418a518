const LONGEST = 160;

/** One line of at most 160 characters: details travel in payloads and are read in tables. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, 4 * LONGEST)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
