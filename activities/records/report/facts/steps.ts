import type { ExperimentOutcome, TimelineEntry } from '../../../../experiments/definition/outcome.ts';
import type { Verdict } from '../../../../experiments/definition/verdict.ts';
import { capital } from '../format/sentence.ts';
import { faultSteps } from './fault-steps.ts';
import type { KnownStep, StepEntry } from './known-step.ts';

export interface Step extends StepEntry {
  /** Since the step before; undefined for the first. */
  readonly afterMs: number | undefined;
}

/**
 * Everything that happened, oldest first: what the outcome knows, and what the workflow noted besides. A note about a known
 * step at exactly its time says nothing new and is left out; one at another time stands instead of it.
 */
export function stepsOf(experiment: ExperimentOutcome): readonly Step[] {
  const known = [...outerSteps(experiment), ...faultSteps(experiment.faults), ...breachSteps(experiment)];
  const noted = experiment.timeline.filter(
    (note) => !known.some((step) => tells(note, step) && step.times.includes(note.at)),
  );
  const missing = known.filter((step) => !noted.some((note) => tells(note, step)));
  const entries: readonly StepEntry[] = [...noted, ...missing.map(({ entry }) => entry)].toSorted(
    (a, b) => a.at - b.at,
  );
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    return { ...entry, what: capital(entry.what), afterMs: before === undefined ? undefined : entry.at - before.at };
  });
}

function tells({ what, detail }: TimelineEntry, { mention }: KnownStep): boolean {
  return mention.every((words) => words.test(`${what} ${detail ?? ''}`));
}

function outerSteps({ startedAt, endedAt, snapshot, verdict }: ExperimentOutcome): readonly KnownStep[] {
  const started: StepEntry = { at: startedAt, what: 'Experiment started', tone: 'neutral' };
  const ended: StepEntry = { at: endedAt, what: `Experiment ${verdict.ended}`, ...conclusion(verdict) };
  const steps = [stepAt(started, /experiment (started|began)/i), stepAt(ended, /experiment (ended|completed)/i)];
  if (snapshot === undefined) return steps;
  const { takenAt, subject } = snapshot.reference;
  return [
    ...steps,
    stepAt({ at: takenAt, what: 'Snapshot taken', detail: subject, tone: 'neutral' }, /snapshot taken/i),
  ];
}

function stepAt(entry: StepEntry, ...mention: readonly RegExp[]): KnownStep {
  return { entry, times: [entry.at], mention };
}

function conclusion({ hypothesis, restored }: Verdict): Pick<StepEntry, 'detail' | 'tone'> {
  const tone = restored === 'no' || hypothesis === 'broken' ? 'bad' : hypothesis === 'held' ? 'good' : 'unknown';
  return { detail: `hypothesis ${hypothesis}, ${restored === 'yes' ? 'everything restored' : 'NOT RESTORED'}`, tone };
}

function breachSteps({ breach }: ExperimentOutcome): readonly KnownStep[] {
  if (breach === undefined) return [];
  const what = breach.kind === 'blind' ? `Blind: ${breach.sli}` : `Breach: ${breach.sli}`;
  const seen = stepAt({ at: breach.at, what, detail: breach.text, tone: 'bad' }, /breach/i);
  const began = stepAt(
    { at: breach.since, what: 'Abort condition began to hold', detail: breach.sli, tone: 'warn' },
    /first evidence|began to hold/i,
  );
  return breach.since >= breach.at ? [seen] : [began, seen];
}
