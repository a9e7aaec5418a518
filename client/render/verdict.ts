import type { ExperimentOutcome, FaultOutcome, GameDayOutcome, LostWrite } from '../../experiments/definition/outcome.ts';
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

const row = (label: string, ...rest: Line): Line => [dim(label.padEnd(12)), ...rest];

function outcomeLines({ name, verdict, experiments, skipped, startedAt, endedAt }: GameDayOutcome, style: Style): Line[] {
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
    ...slis.flatMap(({ writes }) => (writes ? lostLines(writes.lostWrites, writes.lost, writes.acknowledged, style) : [])),
    ...(breach ? [row('breach:', `${exactTime(breach.at, style.timeZone)}  ${breach.text}${undone}`)] : []),
    ...faults.map((fault) => row('fault:', ...faultLine(fault))),
  ];
}

function lostLines(shown: readonly LostWrite[], lost: number, acknowledged: number, style: Style): Line[] {
  if (lost === 0) return [row('lost writes:', `none of ${acknowledged} acknowledged`)];
  const first = shown.slice(0, LOST_SHOWN);
  const more = lost - first.length;
  return [
    row('lost writes:', bad(`${lost} of ${acknowledged} acknowledged`)),
    ...first.map((write) =>
      row('', `${write.id}  acknowledged ${exactTime(write.acknowledgedAt, style.timeZone)} by ${write.acknowledgedBy}`),
    ),
    ...(more > 0 ? [row('', dim(`and ${more} more, in the report`))] : []),
  ];
}

const LOST_SHOWN = 10;

function faultLine(fault: FaultOutcome): Line {
  const { name, target, injectedAt, recovery, undoStartedAt, undoneAt, verifiedAt, releasedAt, settled, error } = fault;
  const what = `${name} on ${target.label}: `;
  if (injectedAt === undefined) return [what, warn(error === undefined ? 'not injected' : `not injected (${error})`)];
  if (settled) return [what, warn(`settled by hand by ${settled.by}: ${settled.comment}`)];
  if (fault.restored === 'no') return [what, bad(`NOT RESTORED: ${fault.residue.join('; ')}`)];
  const from = undoStartedAt ?? releasedAt ?? injectedAt;
  const healed = recovery === 'self-heals' ? 'recovered by itself' : 'undone';
  const end = undoneAt ?? verifiedAt;
  const took = end === undefined ? '' : ` ${span(end - from)} after ${recovery === 'self-heals' ? 'its release' : 'the undo began'}`;
  const checked = verifiedAt === undefined ? '' : `, verified ${span(verifiedAt - from)} after`;
  const effect = fault.effect.observed === 'yes' ? '' : '; its effect was not observed';
  return [`${what}${healed}${took}${checked}${effect}`];
}

function withoutOutcome(view: GameDayView): Line[] {
  const { id, closed, closedBecause, experiment } = view;
  const verdict = experiment?.outcome?.verdict;
  return [
    [bold(id)],
    row('ended:', bad(`the game day was ${closed ?? 'lost sight of'}`), closedBecause === undefined ? '' : `: ${closedBecause}`),
    ...(verdict
      ? [row('hypothesis:', hypothesisWord(verdict), dim(' (of its last experiment)')), row('restored:', restoredWord(verdict))]
      : []),
    ...(verdict?.residue ?? []).map((residue) => row('  left over', bad(residue))),
  ];
}

function reportLines(view: GameDayView): Line[] {
  const reports = view.status?.reports;
  if (!view.status?.outcome) return [];
  return [...(reports ? [row('report:', reports.html)] : []), row(reports ? '' : 'report:', commands.report(view))];
}
