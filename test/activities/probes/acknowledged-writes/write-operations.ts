import type { WriteOperation } from '../../../../activities/probes/acknowledged-writes/history.ts';

/** One write by its first letter: acknowledged, refused, indeterminate, or unanswered. */
export function write(outcome: 'a' | 'r' | 'i' | 'u', at: number, id = `w${at}`): WriteOperation {
  if (outcome === 'a') return { id, at, outcome: 'acknowledged', acknowledgedAt: at + 2, acknowledgedBy: 'node a' };
  return { id, at, outcome: ({ r: 'refused', i: 'indeterminate', u: 'unanswered' } as const)[outcome] };
}

/** `'aar.a'`: one write every `everyMs`; a dot is a time at which nobody tried. */
export function writesEvery(everyMs: number, outcomes: string): readonly WriteOperation[] {
  return outcomes.split('').flatMap((letter, index) => {
    const known = (['a', 'r', 'i', 'u'] as const).find((each) => each === letter);
    return known === undefined ? [] : [write(known, index * everyMs)];
  });
}
