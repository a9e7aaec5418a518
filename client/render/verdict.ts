import type {
  ExperimentOutcome,
  FaultOutcome,
  GameDayOutcome,
  LostWrite,
  WriteAccount,
} from '../../experiments/definition/outcome.ts';
import type { GameDayView } from '../watch/view.ts';
import { commands } from './commands.ts';
import { bad, bold, dim, type Line, type Style, warn, whole } from './line.ts';
import { exactTime, span } from './time.ts';
import { endedWord, hypothesisWord, restoredWord } from './words.ts';

/** What came out, after the end: three answers, why, what was lost, how fast it was put back, where to read on. */
export function verdictBlock(view: GameDayView, style: Style): string {
  const outcome = view.status?.outcome;
  const lines = outcome ? outcomeLines(outcome, style) : withoutOutcome(view);
  return [...lines, ...reportLines(view)].map((line) => whole(line, style)).join('\n');
}

const row = (label: string, ...rest: Line): Line => [dim(label.padEnd(13)), ...rest];

function outcomeLines(
  { name, verdict, experiments, skipped, startedAt, endedAt }: GameDayOutcome,
  style: Style,
): Line[] {
  return [
    [bold(name), dim(` took ${span(endedAt - startedAt)}`)],
    row('hypothesis:', hypothesisWord(verdict)),
    row('ended:', endedWord(verdict)),
    row('restored:', restoredWord(verdict)),
    ...verdict.residue.map((residue) => row('  left over', bad(residue))),
    ...verdict.reasons.map((reason, index) => row(index === 0 ? 'because:' : '', reason)),
    ...experiments.flatMap((experiment) => experimentLines(experiment, experiments.length > 1, style)),
    ...skipped.map((step) => row('not begun:', `${step.name}: ${step.why}`)),
  ];
}

function experimentLines(experiment: ExperimentOutcome, isOneOfMany: boolean, style: Style): Line[] {
  const { name, verdict, breach, breachToUndoneMs, faults, slis } = experiment;
  const undone = breachToUndoneMs === undefined ? '' : `; everything was undone ${span(breachToUndoneMs)} later`;
  return [
    ...(isOneOfMany ? [[], [bold(name), ': ', hypothesisWord(verdict)] satisfies Line] : []),
    ...slis.flatMap(({ writes }) => (writes ? lostLines(writes, style) : [])),
    ...(breach ? [row('breach:', `${exactTime(breach.at, style.timeZone)}  ${breach.text}${undone}`)] : []),
    ...faults.map((fault) => row('fault:', ...faultLine(fault))),
  ];
}

function lostLines({ lostWrites, lost, acknowledged }: WriteAccount, style: Style): Line[] {
  if (lost === 0) return [row('lost writes:', `none of ${acknowledged} acknowledged`)];
  const first = lostWrites.slice(0, LOST_SHOWN);
  const more = lost - first.length;
  return [
    row('lost writes:', bad(`${lost} of ${acknowledged} acknowledged`)),
    ...first.map((write) => row('', lostWriteText(write, style))),
    ...(more > 0 ? [row('', dim(`and ${more} more, in the report`))] : []),
  ];
}

const LOST_SHOWN = 10;

export const lostWriteText = ({ id, acknowledgedAt, acknowledgedBy }: LostWrite, { timeZone }: Style): string =>
  `${id}  acknowledged ${exactTime(acknowledgedAt, timeZone)} by ${acknowledgedBy}`;

/** How one fault ended, with its times. */
export function faultLine(fault: FaultOutcome): Line {
  const {
    name,
    target,
    injectedAt,
    recovery,
    undoStartedAt,
    undoneAt,
    verifiedAt,
    releasedAt,
    targetGone,
    settled,
    error,
    skipped,
  } = fault;
  const what = `${name} on ${target.label}: `;
  if (skipped !== undefined) return [what, warn(`skipped: ${skipped}`)];
  if (injectedAt === undefined) return [what, warn(error === undefined ? 'not injected' : `not injected (${error})`)];
  if (settled) return [what, warn(`settled by hand by ${settled.by}: ${settled.comment}`)];
  if (fault.restored === 'no') return [what, bad(`NOT RESTORED: ${fault.residue.join('; ')}`)];
  const from = undoStartedAt ?? releasedAt ?? injectedAt;
  const effect = fault.effect.observed === 'yes' ? '' : '; its effect was not observed';
  const verified = verifiedAt === undefined ? 'not verified' : `verified ${span(verifiedAt - from)}`;
  if (recovery === 'self-heals') return [`${what}recovered by itself, ${verified} after the hold${effect}`];
  if (targetGone)
    return [`${what}nothing is left, because the target is gone, ${verified} after the undo began${effect}`];
  if (undoneAt !== undefined && undoneAt < from) {
    const early = span(from - undoneAt);
    return [`${what}it had ended by itself ${early} before the undo began, ${verified} after that${effect}`];
  }
  const undone = undoneAt === undefined ? 'undone' : `undone ${span(undoneAt - from)} after the undo began`;
  return [`${what}${undone}, ${verified} after that${effect}`];
}

function withoutOutcome(view: GameDayView): Line[] {
  const { id, closed, closedBecause, experiment } = view;
  const verdict = experiment?.outcome?.verdict;
  return [
    [bold(id)],
    row(
      'ended:',
      bad(`the game day was ${closed ?? 'lost sight of'}`),
      closedBecause === undefined ? '' : `: ${closedBecause}`,
    ),
    ...(verdict
      ? [
          row('hypothesis:', hypothesisWord(verdict), dim(' (of its last experiment)')),
          row('restored:', restoredWord(verdict)),
        ]
      : []),
    ...(verdict?.residue ?? []).map((residue) => row('  left over', bad(residue))),
  ];
}

function reportLines(view: GameDayView): Line[] {
  const reports = view.status?.reports;
  if (!view.status?.outcome) return [];
  return [...(reports ? [row('report:', reports.html)] : []), row(reports ? '' : 'report:', commands.report(view))];
}
