import type { WriteAccount } from '../../../../experiments/definition/outcome.ts';
import type { Tone } from './tone.ts';

export interface AccountFigure {
  readonly label: string;
  readonly value: number;
  /** What the word means. */
  readonly says: string;
  readonly tone: Tone;
}

/** The account, the worst first; what always is there comes last. */
export function accountFigures(writes: WriteAccount): readonly AccountFigure[] {
  return [
    figure('lost', writes.lost, lostMeans(writes), 'bad'),
    figure('stale', writes.stale, 'not seen by a read that had to see it', 'bad'),
    figure('duplicate', writes.duplicate, 'there more than once', 'bad'),
    figure('unexpected', writes.unexpected, 'there, though nobody wrote it', 'bad'),
    figure('fail-visible', writes.failVisible, 'refused, there nevertheless', 'warn'),
    figure('recovered', writes.recovered, 'no answer, there at the end', 'neutral'),
    figure('attempted', writes.attempted, 'writes sent', 'neutral'),
    figure('acknowledged', writes.acknowledged, 'the store said yes', 'neutral'),
    figure('refused', writes.refused, 'the store said no', 'neutral'),
    figure('indeterminate', writes.indeterminate, 'no answer in time', 'neutral'),
  ];
}

/** A zero of an account that does not stand proves nothing. */
function lostMeans({ lost, unknownBecause }: WriteAccount): string {
  return lost === 0 && unknownBecause !== null ? 'none seen, but not ruled out' : 'acknowledged, missing at the end';
}

function figure(label: string, value: number, says: string, whenAny: Tone): AccountFigure {
  return { label, value, says, tone: value > 0 ? whenAny : 'neutral' };
}
