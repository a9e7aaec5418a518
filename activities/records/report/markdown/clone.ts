import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import { cloneState } from '../facts/clone.ts';
import { dateAndTime, durationBetween } from '../format/clock.ts';
import { md } from './escape.ts';

export function mdClone({ clone }: ExperimentOutcome): readonly string[] {
  if (clone === undefined) return [];
  const { word, detail } = cloneState(clone);
  const { target, preparedAt, injectedAt, undoStartedAt, verifiedAt } = clone;
  const lines = [
    `- ${md(target.label)}: ${word}${detail === '' ? '' : `: ${md(detail)}`}`,
    ...(preparedAt !== undefined && injectedAt !== undefined
      ? [`- Made ${dateAndTime(injectedAt)}, in ${durationBetween(preparedAt, injectedAt)}`]
      : []),
    ...(undoStartedAt !== undefined && verifiedAt !== undefined
      ? [`- Gone ${dateAndTime(verifiedAt)}, ${durationBetween(undoStartedAt, verifiedAt)} after its removal began`]
      : []),
  ];
  return ['### Disposable environment', lines.join('\n')];
}
