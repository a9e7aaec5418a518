import type { Report } from '../../../../experiments/definition/report.ts';
import { endedEarly, notApproved, stepsNotBegun } from './ended-early.ts';
import { effectNotObserved, faultsNotInjected, faultsSkipped } from './fault-effect.ts';
import { widerBlastRadius } from './held.ts';
import { lostWrites, uncertainWrites } from './lost-writes.ts';
import { missedObjectives } from './missed-objectives.ts';
import { notRecovered } from './not-recovered.ts';
import { notRestored, snapshotsNotRight } from './not-restored.ts';
import { slowUndo } from './slow-undo.ts';
import { lateSamples, lostMeasurements, notMeasured } from './unmeasured.ts';

export type NextInput = Pick<Report, 'plan' | 'outcome' | 'curves' | 'measurementsLost'>;
type NextRule = (input: NextInput) => readonly string[];

/** Most urgent first: what is still wrong out there, what was found, what was not measured, what comes after. */
const RULES: readonly NextRule[] = [
  notRestored,
  snapshotsNotRight,
  notRecovered,
  lostWrites,
  missedObjectives,
  endedEarly,
  notApproved,
  faultsNotInjected,
  faultsSkipped,
  effectNotObserved,
  uncertainWrites,
  notMeasured,
  lostMeasurements,
  slowUndo,
  lateSamples,
  stepsNotBegun,
  widerBlastRadius,
];

export function nextSteps(input: NextInput): readonly string[] {
  return [...new Set(RULES.flatMap((rule) => rule(input)))];
}
