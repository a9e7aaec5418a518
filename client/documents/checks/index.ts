import { approvalsCanBeGiven } from './approvals.ts';
import type { ExperimentCheck, GameDayCheck } from './check.ts';
import { clonesAreTheOnlyTargets } from './clones.ts';
import { enginesFitTheirTargets } from './engines.ts';
import { faultsFitTheirObjects, kubernetesTargetsCanBeFound } from './kubernetes-targets.ts';
import { holdsFitTheLimit } from './limits.ts';
import { metricsFitTheirProbes } from './metrics.ts';
import { experimentNames, stepNames } from './names.ts';
import { expectationsFitTheirProbes, samplesAreNeverBlindByDesign, steadyValuesCanBeMeasured } from './probes.ts';
import { repeatsCanBeDone } from './repeats.ts';
import { restoringIsPossible } from './restoring.ts';
import { someExperiment } from './steps.ts';
import { faultsFitTheirTargets, parallelFaultsHaveTheirOwnTargets, targetsCanBeFound } from './targets.ts';
import { guardrailTimes, windowTimes } from './time.ts';

export const experimentChecks: readonly ExperimentCheck[] = [
  experimentNames,
  faultsFitTheirTargets,
  parallelFaultsHaveTheirOwnTargets,
  targetsCanBeFound,
  faultsFitTheirObjects,
  kubernetesTargetsCanBeFound,
  enginesFitTheirTargets,
  expectationsFitTheirProbes,
  steadyValuesCanBeMeasured,
  metricsFitTheirProbes,
  samplesAreNeverBlindByDesign,
  repeatsCanBeDone,
  holdsFitTheLimit,
  restoringIsPossible,
  clonesAreTheOnlyTargets,
  guardrailTimes,
];

export function gameDayChecks(requestedBy: string): readonly GameDayCheck[] {
  return [someExperiment, stepNames, windowTimes, approvalsCanBeGiven(requestedBy), guardrailTimes];
}
