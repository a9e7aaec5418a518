import type { ExperimentStatus, FaultStatus, GameDayStatus, OpenApproval } from '../../workflows/messages.ts';
import type { GameDayView } from '../watch/view.ts';
import { CONTACT } from './changes.ts';
import { commands } from './commands.ts';
import { commandLines } from './command-lines.ts';
import { bad, bold, dim, fitted, type Line, link, type Style, warn, widthOf } from './line.ts';
import { wholeSeconds } from './time.ts';
import { sliWord, stateOf } from './words.ts';

export interface FrameInput {
  readonly view: GameDayView;
  readonly now: number;
  /** The last things that happened, oldest first; each with its time since the start. */
  readonly events: readonly string[];
  /** What Ctrl-C would do. */
  readonly hint: string;
}

const EVENTS_SHOWN = 6;

/** The live view as text, every line cut to the width of the terminal. */
export function frame({ view, now, events, hint }: FrameInput, style: Style): string {
  const { status, experiment } = view;
  const lines: Line[] = [
    ...headline(view, status),
    [],
    ...(view.contact === 'fine' ? [] : [row('contact', warn(`${CONTACT[view.contact]}. Last seen below.`))]),
    ...(status ? [stepRow(status)] : []),
    ...(experiment ? experimentRows(experiment, now) : []),
    ...sliRows(view),
    ...(status?.approval ? approvalRows(view, status.approval, now, style) : []),
    ...(view.uiUrl === undefined ? [] : [row('UI', link(view.uiUrl))]),
    [],
    ...events.slice(-EVENTS_SHOWN).map((event): Line => [dim(event)]),
    ...(hint === '' ? [] : [[], [dim(hint)] satisfies Line]),
  ];
  return lines.map((line) => fitted(line, style)).join('\n');
}

const LABEL_WIDTH = 10;
const row = (label: string, ...rest: Line): Line => [dim(pad(label, LABEL_WIDTH)), ...rest];
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(1, width - widthOf(text)));

function headline({ id }: GameDayView, status: GameDayStatus | undefined): Line[] {
  if (!status) return [[bold(id)]];
  const { name, environment, planHash, requestedBy, objective } = status;
  return [
    [bold(name), dim(`  ${environment} · plan ${planHash.slice(0, 8)} · by ${requestedBy}`)],
    [objective],
    [dim(id)],
  ];
}

function stepRow({ step, steps }: GameDayStatus): Line {
  const current = steps[step - 1];
  if (!current) return row('step', 'not begun yet');
  return row(
    'step',
    `${step} of ${steps.length}  ${current.name}`,
    ...(current.note === undefined ? [] : [dim(`  ${current.note}`)]),
  );
}

function experimentRows(experiment: ExperimentStatus, now: number): Line[] {
  const { phase, phaseSince, phaseEndsAt, group, breach, faults } = experiment;
  const left =
    phaseEndsAt === undefined ? `for ${wholeSeconds(now - phaseSince)}` : `${wholeSeconds(phaseEndsAt - now)} left`;
  const which = group && group.count > 1 ? `  ${group.name}, ${group.index + 1} of ${group.count}` : '';
  return [
    row('phase', bold(phase), phase === 'ended' ? '' : `  ${left}`, dim(which)),
    ...faults.map((fault) => faultRow(fault, now)),
    ...(breach ? [row('breach', bad(breach.text))] : []),
  ];
}

function faultRow(fault: FaultStatus, now: number): Line {
  const { name, target, state, since, expiresAt, problem } = fault;
  const { what, word } = stateOf(fault);
  const times = state === 'on' || state === 'undoing' || state === 'stuck' ? ` for ${wholeSeconds(now - since)}` : '';
  const expiry =
    state === 'on' && expiresAt !== undefined ? `, ends by itself in ${wholeSeconds(expiresAt - now)}` : '';
  return row(
    what === 'fault' ? what : 'clone',
    name,
    dim(' on '),
    target,
    '  ',
    word,
    times,
    dim(expiry),
    problem === undefined ? '' : bad(`  ${problem}`),
  );
}

function sliRows({ progress }: GameDayView): Line[] {
  const slis = progress?.slis ?? [];
  const nameWidth = Math.max(0, ...slis.map(({ name }) => widthOf(name))) + 2;
  return slis.map(({ name, state, text }) => {
    const { text: word, tone } = sliWord[state];
    return row('SLI', pad(name, nameWidth), { text: pad(word, 11), tone }, text);
  });
}

function approvalRows(view: GameDayView, approval: OpenApproval, now: number, { columns }: Style): Line[] {
  const { step, who, quorum, approvedBy, expiresAt } = approval;
  const so = approvedBy.length === 0 ? '' : ` (so far ${approvedBy.join(', ')})`;
  return [
    row(
      'approval',
      warn(`${quorum} of ${who.join(', ') || 'anybody'}`),
      `${so}, expires in ${wholeSeconds(expiresAt - now)}`,
    ),
    ...commandLines(commands.approve(view, step), columns - LABEL_WIDTH).map((line) => row('', line)),
  ];
}
