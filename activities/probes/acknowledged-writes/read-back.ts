const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** Picks `share` of the numbers, spread evenly and without a period that a round robin of the store could hide behind. */
export function isReadBack(number: number, share: number): boolean {
  return (number * GOLDEN_RATIO) % 1 < share;
}
