const LETTERS = new Intl.Segmenter('en');

/** Cut for a place with little room; the full text stands in the legend or a title. */
export function shortened(text: string, most: number): string {
  const letters = Array.from(LETTERS.segment(text), ({ segment }) => segment);
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
