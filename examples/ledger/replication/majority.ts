export function majorityOf(size: number): number {
  return Math.floor(size / 2) + 1;
}

/** The largest value that a majority has reached. */
export function reachedByMajority(values: readonly number[]): number {
  return values.toSorted((a, b) => b - a)[majorityOf(values.length) - 1] ?? 0;
}
