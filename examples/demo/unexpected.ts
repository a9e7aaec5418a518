import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';

export const lostWrites = (outcome: GameDayOutcome): number =>
  outcome.experiments
    .flatMap(({ slis }) => slis.map(({ writes }) => writes?.lost ?? 0))
    .reduce((sum, one) => sum + one, 0);

/** What the demo did not show as it should have; empty when it told the two ledgers apart and put everything back. */
export function unexpected(early: GameDayOutcome | undefined, durable: GameDayOutcome | undefined): readonly string[] {
  return [
    ...(early ? oddities('experiment 1', early, 'broken') : ['experiment 1 has no outcome']),
    ...(early && lostWrites(early) === 0 ? ['experiment 1 lost no acknowledged write'] : []),
    ...(durable ? oddities('experiment 2', durable, 'held') : ['experiment 2 has no outcome']),
  ];
}

function oddities(name: string, { verdict }: GameDayOutcome, expected: 'broken' | 'held'): readonly string[] {
  const { hypothesis, restored, reasons, residue } = verdict;
  return [
    ...(hypothesis === expected
      ? []
      : [`the hypothesis of ${name} is ${hypothesis}, not ${expected}: ${reasons.join('; ')}`]),
    ...(restored === 'yes' ? [] : [`${name} did not put everything back: ${residue.join('; ')}`]),
  ];
}
