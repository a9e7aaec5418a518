import type { FaultOutcome, TimelineEntry } from '../experiments/definition/outcome.ts';
import type { RunningExperiment } from './running-experiment.ts';

/** What happened, in order: the experiment's own notes and the life of every fault. */
export function timelineOf({ timeline, outcomes, breach, startedAt }: RunningExperiment): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [
    { at: startedAt, what: 'experiment began', tone: 'neutral' },
    ...timeline,
    ...outcomes.flatMap(faultEntries),
  ];
  if (breach)
    entries.push({ at: breach.since, what: `${breach.sli}: first evidence`, detail: breach.text, tone: 'bad' });
  return entries.toSorted((a, b) => a.at - b.at);
}

function faultEntries(fault: FaultOutcome): readonly TimelineEntry[] {
  const on = `${fault.name} on ${fault.target.label}`;
  const entry = (
    at: number | undefined,
    what: string,
    tone: TimelineEntry['tone'],
    detail?: string,
  ): readonly TimelineEntry[] =>
    at === undefined ? [] : [{ at, what: `${on}: ${what}`, tone, ...(detail === undefined ? {} : { detail }) }];
  return [
    ...entry(fault.preparedAt, 'undo prepared', 'neutral'),
    ...entry(fault.injectedAt, 'injected', 'bad'),
    ...entry(
      fault.effect.at,
      fault.effect.observed === 'yes' ? 'effect seen' : 'effect not seen',
      'neutral',
      fault.effect.evidence,
    ),
    ...entry(fault.skipped === undefined ? undefined : fault.releasedAt, 'skipped', 'neutral', fault.skipped),
    ...entry(fault.undoStartedAt, 'undo started', 'neutral', fault.releasedBecause),
    ...entry(
      fault.undoneAt,
      fault.recovery === 'self-heals' ? 'nothing to undo, waiting for its recovery' : 'undone',
      'good',
    ),
    ...entry(
      fault.verifiedAt,
      fault.recovery === 'self-heals' ? 'recovery verified' : 'undo verified',
      'good',
      fault.targetGone && 'nothing is left: the target is gone',
    ),
    ...entry(
      fault.settled?.at,
      'settled by hand',
      'bad',
      fault.settled && `${fault.settled.by}: ${fault.settled.comment}`,
    ),
  ];
}
