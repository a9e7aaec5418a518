const LONGEST = 110;

/** For a cell of a table. */
export function shortened(given: string): string {
  const text = given.trim().replaceAll(/\s+/g, ' ');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
