import type { BlindGap, Breach, ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import { duration } from '../format/duration.ts';
import type { NextInput } from './next-steps.ts';
import { listed, named, quoted, say } from './wording.ts';

export function endedEarly({ outcome }: NextInput): readonly string[] {
  const own = outcome.experiments.flatMap(earlyEnd);
  const { ended, endedBy } = outcome.verdict;
  if (own.length > 0 || ended === 'completed') return own;
  return [`The game day was ${ended}${because(endedBy)}. Clear that, then start it again.`];
}

function because(by: string | undefined): string {
  return by === undefined ? '' : ` (${quoted(by)})`;
}

function earlyEnd(experiment: ExperimentOutcome): readonly string[] {
  const { ended, endedBy } = experiment.verdict;
  if (ended === 'completed') return [];
  const head = `${say(experiment.name)} was ${ended}`;
  if (ended === 'refused')
    return [`${head} before any fault: ${whatRefused(experiment)}. Put that right, then start it again.`];
  if (ended === 'aborted') return [`${head}${because(endedBy)}. ${whatAborted(experiment)}`];
  return [
    `${say(experiment.name)} ended because our own tooling failed${because(endedBy)}. That says nothing about the system; repair the tooling and run it again.`,
  ];
}

function whatRefused({ guardrails, steadyStateBefore, verdict }: ExperimentOutcome): string {
  const failed = [...guardrails, ...steadyStateBefore].filter((check) => check.result !== 'met');
  if (failed.length > 0) return listed(failed.map((check) => `${check.name}: ${check.detail}`));
  return quoted(verdict.endedBy ?? verdict.reasons[0] ?? 'the reason was not recorded');
}

function whatAborted({ breach, breachToUndoneMs, slis }: ExperimentOutcome): string {
  if (breach === undefined) return 'The hypothesis was not tested to its end: run it again when nothing is in the way.';
  const undone =
    breachToUndoneMs === undefined
      ? ''
      : `Everything was undone ${duration(breachToUndoneMs)} after the breach was seen. `;
  if (breach.kind === 'blind' && slis.some(({ name, gaps }) => name === breach.sli && nobodyLooked(gaps, breach)))
    return `${undone}No worker looked at ${named(breach.sli)} for a while: keep two of them running, then run it again.`;
  if (breach.kind === 'blind')
    return `${undone}Make the source of ${named(breach.sli)} survive the fault, then run it again.`;
  return `${undone}Explain the breach of ${named(breach.sli)} first; repeat with a shorter hold or a smaller fault.`;
}

/** At that time: a worker that was replaced earlier explains nothing. */
function nobodyLooked(gaps: readonly BlindGap[], { since, at }: Breach): boolean {
  return gaps.some(({ isOurs, from, to }) => isOurs === true && from < at && to > since);
}

export function notApproved({ outcome }: NextInput): readonly string[] {
  return outcome.approvals
    .filter(({ decision }) => decision !== 'approved')
    .map(({ name, decision, votes }) => {
      const against = votes.filter((vote) => !vote.approve).map((vote) => `${vote.by}: ${vote.comment}`);
      const why = against.length === 0 ? '' : ` (${listed(against)})`;
      const then =
        decision === 'expired'
          ? 'Agree on a time with the approvers before the next start.'
          : 'Talk to them before the next start.';
      return `The approval ${named(name)} was ${decision}${why}. ${then}`;
    });
}

export function stepsNotBegun({ outcome }: NextInput): readonly string[] {
  if (outcome.skipped.length === 0) return [];
  return [
    `Not begun: ${listed(
      outcome.skipped.map(({ name, why }) => `${name} (${quoted(why)})`),
      5,
    )}. Plan another game day for it.`,
  ];
}
