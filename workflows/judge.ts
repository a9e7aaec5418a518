import { METRICS, type Metric } from '../experiments/definition/metrics.ts';
import type { CheckResult, FaultOutcome, SliResult } from '../experiments/definition/outcome.ts';
import { worstHypothesis, type Ended, type Hypothesis, type Verdict } from '../experiments/definition/verdict.ts';
import type { RunningExperiment, Stop } from './running-experiment.ts';

interface Reason {
  readonly hypothesis: Hypothesis;
  readonly text: string;
}

type Judged = Pick<RunningExperiment, 'stopped' | 'faults' | 'outcomes' | 'slis' | 'steadyStateAfter'> &
  Partial<Pick<RunningExperiment, 'environmentOutcome'>>;

/** The three answers about one experiment. `problem`: why the measurements could not be accounted, if so. */
export function judge(run: Judged, problem: string | undefined): Verdict {
  const { stopped, outcomes } = run;
  const owed = allOwed(run);
  const residue = [...owed.flatMap((one) => one.residue), ...withoutOutcome(run)];
  const reasons = reasonsOf(run, problem);
  const sorted = (['broken', 'unknown', 'held'] as const).flatMap((word) =>
    reasons.filter((one) => one.hypothesis === word),
  );
  return {
    hypothesis: worstHypothesis(reasons.map((one) => one.hypothesis)),
    ended: endedOf(stopped, outcomes),
    ...(stopped ? { endedBy: stopped.by } : {}),
    restored: residue.length === 0 ? 'yes' : 'no',
    residue,
    reasons: sorted.map((one) => one.text),
  };
}

const allOwed = ({ outcomes, environmentOutcome }: Judged): readonly FaultOutcome[] =>
  environmentOutcome === undefined ? outcomes : [...outcomes, environmentOutcome];

/** A fault that began and of whose end nothing is known is never called restored. */
function withoutOutcome(run: Judged): readonly string[] {
  const known = new Set(allOwed(run).map((outcome) => outcome.faultId));
  return [...run.faults.values()]
    .filter((fault) => !known.has(fault.faultId))
    .map(
      (fault) => `${fault.name} on ${fault.target}: nothing is known of its undo; look at workflow ${fault.workflowId}`,
    );
}

/** `refused` only when nothing was injected; a later refusal has already broken something, so it is an abort. */
function endedOf(stopped: Stop | undefined, outcomes: readonly FaultOutcome[]): Ended {
  if (!stopped) return 'completed';
  if (stopped.how === 'errored') return 'errored';
  if (stopped.how === 'refused' && outcomes.every((fault) => fault.injectedAt === undefined)) return 'refused';
  return 'aborted';
}

function reasonsOf(
  { stopped, outcomes, slis, steadyStateAfter }: Parameters<typeof judge>[0],
  problem: string | undefined,
): readonly Reason[] {
  const reasons: Reason[] = [];
  if (stopped) reasons.push({ hypothesis: 'unknown', text: `ended early: ${stopped.by}` });
  if (problem !== undefined) reasons.push({ hypothesis: 'unknown', text: problem });
  if (outcomes.every((fault) => fault.injectedAt === undefined))
    reasons.push({ hypothesis: 'unknown', text: 'no fault was injected' });
  for (const fault of outcomes) reasons.push(...ofSkipped(fault), ...ofEffect(fault));
  // Without a fault nothing was tested: what the SLIs did says nothing about the hypothesis.
  if (outcomes.some((fault) => fault.injectedAt !== undefined)) {
    for (const sli of slis) reasons.push(...ofObjectives(sli));
    for (const check of steadyStateAfter) reasons.push(ofCheck(check));
  }
  return reasons;
}

function ofSkipped({ name, target, skipped }: FaultOutcome): readonly Reason[] {
  if (skipped === undefined) return [];
  return [{ hypothesis: 'unknown', text: `${name} on ${target.label} was skipped: ${skipped}` }];
}

function ofEffect({ name, target, effect, injectedAt }: FaultOutcome): readonly Reason[] {
  if (injectedAt === undefined || effect.observed === 'yes') return [];
  return [{ hypothesis: 'unknown', text: `the effect of ${name} on ${target.label} was not seen: ${effect.evidence}` }];
}

function ofObjectives(sli: SliResult): readonly Reason[] {
  return sli.objectives.map(({ metric, expected, actual, result, why }) => {
    if (result === 'unknown')
      return {
        hypothesis: 'unknown',
        text: `${sli.name}: ${metric} could not be measured: ${why ?? 'no usable sample'}`,
      };
    const measured = `${sli.name}: ${metric} is ${inItsUnit(metric, actual)}, expected ${expected}`;
    return { hypothesis: result === 'met' ? 'held' : 'broken', text: measured };
  });
}

function inItsUnit(metric: Metric, actual: number | null): string {
  if (actual === null) return 'unknown';
  const { unit } = METRICS[metric];
  if (unit === 'ms')
    return actual < 1_000 ? `${Number(actual.toFixed(1))} ms` : `${Number((actual / 1_000).toFixed(2))} s`;
  return unit === 'ratio' ? `${Number((actual * 100).toFixed(2))} %` : String(actual);
}

function ofCheck({ name, result, detail }: CheckResult): Reason {
  const text = `steady state after the undo, ${name}: ${result} (${detail})`;
  return { hypothesis: result === 'met' ? 'held' : result === 'unknown' ? 'unknown' : 'broken', text };
}
