import type { Verdict } from '../../experiments/definition/verdict.ts';
import type { FaultState, FaultStatus, SliProgress } from '../../workflows/messages.ts';
import { bad, dim, good, type Piece, warn } from './line.ts';

/** States in words that can be told apart without colour: what needs a person is in capitals. */
const faultWord: { readonly [S in FaultState]: Piece } = {
  owed: warn('about to go on'),
  on: bad('ON'),
  undoing: warn('being undone'),
  stuck: bad('UNDO STUCK'),
  off: good('off'),
  settled: warn('settled by hand'),
  skipped: warn('skipped'),
};

/** A disposable environment is there where a fault is on, and removed where a fault is undone. */
const environmentWord: { readonly [S in FaultState]: Piece } = {
  owed: warn('being made'),
  on: good('there'),
  undoing: warn('being removed'),
  stuck: bad('REMOVAL STUCK'),
  off: good('removed'),
  settled: warn('settled by hand'),
  skipped: warn('skipped'),
};

/** What it is, in one word; and where it stands. */
export function stateOf({ fault, state }: Pick<FaultStatus, 'fault' | 'state'>): {
  readonly what: string;
  readonly word: Piece;
} {
  return fault === 'environment-clone'
    ? { what: 'environment', word: environmentWord[state] }
    : { what: 'fault', word: faultWord[state] };
}

export const sliWord: { readonly [S in SliProgress['state']]: Piece } = {
  good: good('good'),
  bad: warn('bad'),
  breaching: bad('BREACHING'),
  unknown: dim('unknown'),
};

export const hypothesisWord = ({ hypothesis }: Verdict): Piece =>
  ({ held: good, broken: bad, unknown: warn })[hypothesis](hypothesis);

export const endedWord = ({ ended, endedBy }: Verdict): Piece => {
  const text = endedBy === undefined ? ended : `${ended} (${endedBy})`;
  return ended === 'completed' ? good(text) : warn(text);
};

export const restoredWord = ({ restored }: Verdict): Piece => (restored === 'yes' ? good('yes') : bad('NO'));

/** `hypothesis broken, completed, restored yes`. */
export const verdictSentence = (verdict: Verdict): string =>
  `hypothesis ${verdict.hypothesis}, ${endedWord(verdict).text}, restored ${restoredWord(verdict).text}`;
