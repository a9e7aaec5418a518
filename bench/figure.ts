/** One thing that was measured, and what it must not exceed. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'events';
  readonly target: number;
  /** What is compared with the target. */
  readonly measured: number;
  readonly by: 'median' | 'p99';
  /** Null: not known beside the figure itself. */
  readonly worst: number | null;
  readonly samples: number;
  readonly passed: boolean;
  /** What made it fail although the number is good. */
  readonly problem?: string | undefined;
}

type Given = Pick<Figure, 'name' | 'unit' | 'target'>;

export function medianFigure(given: Given, values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const measured = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
  const worst = sorted.at(-1)!;
  return { ...given, measured, by: 'median', worst, samples: values.length, passed: measured <= given.target };
}
