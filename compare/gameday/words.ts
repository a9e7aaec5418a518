import type { GameDayStatus } from '../../workflows/messages.ts';
import type { Kept } from '../row.ts';
import { shortened } from '../shortened.ts';

/** What `gameday run` said last that a reader wants to know. */
export function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const verdict = lines
    .filter((line) => /^(hypothesis|ended|restored):/.test(line))
    .map((line) => line.replace(/ +/, ' '));
  if (verdict.length > 0) return verdict.map(shortened).join(', ');
  const news = /NOT RESTORED/.exec(output) ? /NOT RESTORED/ : /The game day goes on/;
  return shortened(lines.findLast((line) => news.test(line)) ?? lines.at(-1) ?? '');
}

/** The id is the first thing that `gameday run` says. */
export const idIn = (output: string): string | undefined => /^Game day\s+(\S+)$/m.exec(output)?.[1];

/** Of a game day that is looked at after its end, and its report. */
export function keptOf(status: GameDayStatus | undefined, report: string | undefined): Kept {
  if (status === undefined) return { is: 'none', says: 'no game day' };
  const { outcome } = status;
  if (outcome === undefined) return { is: 'incomplete', says: 'the game day still goes on' };
  const { verdict, experiments } = outcome;
  const undo = experiments
    .flatMap(({ faults }) => faults)
    .map(
      ({ restored, undoFailures }) => `undo ${restored === 'yes' ? 'verified' : 'NOT done'}${failures(undoFailures)}`,
    );
  return {
    is: report === undefined ? 'incomplete' : 'complete',
    says: [`hypothesis ${verdict.hypothesis}, ${verdict.ended}, restored ${verdict.restored}`, ...undo].join(', '),
  };
}

const failures = (times: number): string => (times === 0 ? '' : ` after ${times} that failed`);
