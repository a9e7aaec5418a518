import type { SweepFinding, SweepOutcome, SweepResult, SweptFault } from '../../experiments/definition/sweep.ts';
import { bad, bold, dim, good, type Line, type Piece, type Style, warn, whole } from './line.ts';
import { span } from './time.ts';

interface Found {
  /** Where the records are. */
  readonly folder: string;
  readonly findings: readonly SweepFinding[];
  readonly now: number;
}

/** What lies in the records, those first that need somebody. Faults that were undone lately are only counted. */
export function findingsText({ folder, findings, now }: Found, style: Style): string {
  const open = ORDER.flatMap((todo) => findings.filter((one) => one.todo === todo));
  const recent = findings.filter(({ todo }) => todo === 'nothing').length;
  const lines: Line[] = [
    [`Undo records in ${folder}: ${findings.length}${recent > 0 ? ` (${recent} undone in the last 24 h)` : ''}`],
    ...open.flatMap((one): Line[] => [[], ...(one.todo === 'look' ? unreadable(one.why) : faultLines(one, now))]),
  ];
  return lines.map((line) => whole(line, style)).join('\n');
}

const ORDER = ['look', 'undo', 'leave', 'tidy'] as const;

const WORD = {
  undo: bad('UNDO'),
  leave: warn('LEAVE'),
  tidy: dim('REMOVE'),
  nothing: dim('undone'),
} as const satisfies Record<SweptFault['todo'], Piece>;

const unreadable = (why: string): Line[] => [[bad('LOOK'), '    ', why]];

function faultLines({ todo, name, kind, target, state, since, deadline, ...fault }: SweptFault, now: number): Line[] {
  const heading: Line = [column(WORD[todo]), bold(name), ` (${kind}) on `, bold(target)];
  if (todo === 'tidy') return [heading, field('why', fault.why)];
  const late = now - deadline;
  const left = late < 0 ? `its deadline is in ${span(-late)}` : `its deadline passed ${span(late)} ago`;
  return [
    heading,
    field('state', `${state}; it began ${span(Math.max(0, now - since))} ago; ${left}`),
    field('owner', fault.experiment),
    field('fault', fault.faultId),
    field('why', fault.why),
  ];
}

const WIDTH = 8;
const column = ({ text, tone }: Piece): Piece => ({ text: text.padEnd(WIDTH), tone });
const field = (name: string, value: string): Line => [' '.repeat(WIDTH), dim(name.padEnd(WIDTH)), value];

const ENDED = { undone: good('UNDONE'), left: bad('LEFT'), removed: dim('REMOVED') } as const;

export function outcomeText({ ended, name, target, how, next, tookMs }: SweepOutcome, style: Style): string {
  const word = column(ENDED[ended]);
  if (next === undefined) {
    const took = ended === 'undone' ? ` (${span(tookMs)})` : '';
    return whole([word, `${name} on ${target}: ${how}${took}`], style);
  }
  const lines = [[word, bold(name), ' on ', bold(target)], field('problem', how), field('next', next)];
  return lines.map((line) => whole(line, style)).join('\n');
}

/** One line for whoever reads only one. */
export function sweepSummary({ counts, dryRun, findings }: SweepResult, style: Style): string {
  const { undone, left, owned, removed } = counts;
  const unread = findings.filter(({ todo }) => todo === 'look').length;
  const parts = [
    left > unread && `${left - unread} ${dryRun ? 'to undo' : 'not undone'}`,
    unread > 0 && `${unread} unreadable`,
    owned > 0 && `${owned} left to a living owner`,
    undone > 0 && `${undone} undone and verified`,
    removed > 0 && `${removed} old records removed`,
  ].filter((part) => part !== false);
  if (left + owned === 0)
    return whole([good('Nothing is left'), parts.length > 0 ? `: ${parts.join(', ')}.` : '.'], style);
  const verdict = dryRun ? warn('Dry run, nothing was changed') : left > 0 ? bad('NOT RESTORED') : warn('Still on');
  return whole([verdict, `: ${parts.join(', ')}.`], style);
}
