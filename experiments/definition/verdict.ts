/** Three separate answers, never mixed (ARCHITECTURE.md, "Verdicts"). */
export type Hypothesis = 'held' | 'broken' | 'unknown';
export type Ended = 'completed' | 'aborted' | 'refused' | 'errored';
export type Restored = 'yes' | 'no';

export interface Verdict {
  readonly hypothesis: Hypothesis;
  readonly ended: Ended;
  /** Who or what ended it, when it did not complete: an SLI, an operator, a guardrail, a failed snapshot. */
  readonly endedBy?: string;
  readonly restored: Restored;
  /** Everything that is not as it was, one line each; empty exactly when restored is yes. */
  readonly residue: readonly string[];
  /** Why the hypothesis is what it is, most important first. */
  readonly reasons: readonly string[];
}

/** One broken answer decides; otherwise one that could not be measured does. */
export function worstHypothesis(all: readonly Hypothesis[]): Hypothesis {
  if (all.includes('broken')) return 'broken';
  if (all.includes('unknown') || all.length === 0) return 'unknown';
  return 'held';
}

const ENDED_ORDER: readonly Ended[] = ['errored', 'aborted', 'refused', 'completed'];

/** The verdict of a game day: of each answer the worst of its experiments. */
export function worstVerdict(all: readonly Verdict[]): Verdict {
  const ended = ENDED_ORDER.find((word) => all.some((one) => one.ended === word)) ?? 'completed';
  const endedBy = all.find((one) => one.ended === ended)?.endedBy;
  return {
    hypothesis: worstHypothesis(all.map((one) => one.hypothesis)),
    ended,
    ...(endedBy === undefined ? {} : { endedBy }),
    restored: all.every((one) => one.restored === 'yes') ? 'yes' : 'no',
    residue: all.flatMap((one) => one.residue),
    reasons: all.flatMap((one) => one.reasons),
  };
}
