import type { ExperimentStatus, FaultStatus, GameDayStatus } from '../../workflows/messages.ts';
import type { GameDayView } from '../watch/view.ts';
import { commands } from './commands.ts';
import { span, wholeSeconds } from './time.ts';
import { sliWord, stateOf, verdictSentence } from './words.ts';

/** What happened between two looks, one sentence each, in the order in which it matters. */
export function changes(before: GameDayView | undefined, now: GameDayView): readonly string[] {
  return [
    ...contactChanges(before, now),
    ...stepChanges(before?.status, now.status),
    ...(now.experiment ? experimentChanges(sameExperiment(before, now.experiment), now.experiment, now.seenAt) : []),
    ...sliChanges(before, now),
    ...approvalChanges(before?.status, now),
    ...closedChanges(before, now),
  ];
}

export const CONTACT = {
  'no worker': 'No worker answers. The game day goes on when one is there: `gameday worker`',
  'no server': 'The Temporal server does not answer. The game day goes on when it is back',
} as const;

function contactChanges(before: GameDayView | undefined, { contact }: GameDayView): readonly string[] {
  if (contact === (before?.contact ?? 'fine')) return [];
  return [contact === 'fine' ? 'Server and worker answer again' : CONTACT[contact]];
}

function stepChanges(before: GameDayStatus | undefined, now: GameDayStatus | undefined): readonly string[] {
  if (!now) return [];
  return now.steps.flatMap((step, index) => {
    const { name, state, verdict, note } = step;
    const known = before?.steps[index];
    if (known?.state === state || state === 'waiting') return noteChange(known?.note, note, index, now);
    const word = { running: 'begins', done: 'is done', skipped: 'is skipped' }[state];
    const detail = verdict ? verdictSentence(verdict) : note;
    return [`Step ${index + 1} of ${now.steps.length} ${word}: ${name}${detail === undefined ? '' : ` (${detail})`}`];
  });
}

const noteChange = (known: string | undefined, note: string | undefined, index: number, { steps }: GameDayStatus) =>
  note === undefined || note === known ? [] : [`Step ${index + 1} of ${steps.length}: ${note}`];

const sameExperiment = (before: GameDayView | undefined, now: ExperimentStatus): ExperimentStatus | undefined =>
  before?.experiment?.id === now.id ? before.experiment : undefined;

function experimentChanges(before: ExperimentStatus | undefined, now: ExperimentStatus, at: number): readonly string[] {
  const { phase, phaseEndsAt, group, breach } = now;
  const told: string[] = [];
  const isNextGroup = before?.group !== undefined && group?.index !== before.group.index;
  if (phase !== before?.phase || isNextGroup) {
    const which = group && group.count > 1 ? ` (${group.name}, ${group.index + 1} of ${group.count})` : '';
    const left = phaseEndsAt === undefined ? '' : `, ${wholeSeconds(phaseEndsAt - at)} at most`;
    told.push(`Phase: ${phase}${which}${left}`);
  }
  if (breach && !before?.breach) told.push(`SLI breached, everything is undone now: ${breach.text}`);
  return [...told, ...now.faults.flatMap((fault) => faultChange(knownFault(before, fault), fault, at))];
}

const knownFault = (before: ExperimentStatus | undefined, { faultId }: FaultStatus): FaultStatus | undefined =>
  before?.faults.find((one) => one.faultId === faultId);

function faultChange(before: FaultStatus | undefined, now: FaultStatus, at: number): readonly string[] {
  const { name, target, state, expiresAt, problem } = now;
  if (before?.state === state && before.problem === problem) return [];
  const expiry = state === 'on' && expiresAt !== undefined ? `, ends by itself in ${wholeSeconds(expiresAt - at)}` : '';
  const trouble = problem === undefined ? '' : `: ${problem}`;
  const { what, word } = stateOf(now);
  const whom = what === 'fault' ? `Fault ${word.text}: ${name} on ${target}` : `Environment ${word.text}: ${target}`;
  return [`${whom}${expiry}${trouble}`];
}

function sliChanges(before: GameDayView | undefined, now: GameDayView): readonly string[] {
  return (now.progress?.slis ?? []).flatMap(({ name, state, text }) => {
    const known = before?.progress?.slis.find((one) => one.name === name);
    return known?.state === state ? [] : [`SLI ${name} is ${sliWord[state].text}: ${text}`];
  });
}

function approvalChanges(before: GameDayStatus | undefined, { status, id, flags }: GameDayView): readonly string[] {
  const approval = status?.approval;
  if (!approval || before?.approval?.step === approval.step) return [];
  const { step, quorum, who } = approval;
  const asked = `Step ${step} waits for ${quorum} approval(s) by ${who.join(', ') || 'anybody'}`;
  return [`${asked}: ${commands.approve({ id, flags }, step)}`];
}

function closedChanges(before: GameDayView | undefined, now: GameDayView): readonly string[] {
  if (now.closed === undefined || before?.closed !== undefined) return [];
  if (now.closed !== 'completed' && now.closed !== 'cancelled') {
    return [
      `The game day itself was ${now.closed} (${now.closedBecause ?? 'no reason given'}); its experiment puts everything back`,
    ];
  }
  const { startedAt, outcome } = now.status ?? {};
  const took = startedAt === undefined || outcome === undefined ? '' : ` after ${span(outcome.endedAt - startedAt)}`;
  return [`The game day has ended${took}`];
}
