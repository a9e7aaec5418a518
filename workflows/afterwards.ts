import type { ExperimentOutcome } from '../experiments/definition/outcome.ts';
import { perform } from './activity-options.ts';
import { failureText } from './failure-text.ts';
import { removeEnvironment } from './environment.ts';
import { owedByEarlierRun } from './earlier-run.ts';
import { judge } from './judge.ts';
import type { RunningExperiment } from './running-experiment.ts';
import { searchable } from './search-attributes.ts';
import { snapshotAfterwards } from './snapshot-afterwards.ts';
import { timelineOf } from './timeline.ts';

/** Account, judge, look after the snapshot. Never throws: what could not be done makes the verdict unknown, and says so. */
export async function afterwards(run: RunningExperiment): Promise<ExperimentOutcome> {
  run.enter('accounting');
  const problem = await account(run);
  // What is read back is read from there.
  run.environmentOutcome = await removeEnvironment(run);
  const first = judge(run, problem);
  const residue = [...(await snapshotAfterwards(run, first.hypothesis)), ...(await owedByEarlierRun(run))];
  const verdict =
    residue.length === 0 ? first : { ...first, restored: 'no' as const, residue: [...first.residue, ...residue] };
  const undoneAt = Math.max(0, ...run.outcomes.map((one) => one.undoneAt ?? 0));
  run.outcome = {
    id: run.id,
    name: run.experiment.name,
    hypothesis: run.experiment.hypothesis,
    environment: run.experiment.environment,
    startedAt: run.startedAt,
    endedAt: Date.now(),
    verdict,
    guardrails: run.guardrailResults,
    steadyStateBefore: run.steadyStateBefore,
    steadyStateAfter: run.steadyStateAfter,
    snapshot: run.snapshot,
    clone: run.environmentOutcome,
    faults: run.outcomes,
    breach: run.breach,
    breachToUndoneMs: run.breach && undoneAt >= run.breach.at ? undoneAt - run.breach.at : undefined,
    recoveredAfterMs: run.recoveredAfterMs,
    slis: run.slis,
    measurements: run.measurements,
    timeline: timelineOf(run),
  };
  searchable({ Verdict: verdict.hypothesis });
  run.enter('ended');
  return run.outcome;
}

async function account(run: RunningExperiment): Promise<string | undefined> {
  const { slis } = run.experiment;
  if (slis.length === 0) return undefined;
  try {
    // From the moment before the damage: an injection may take a while, and what is seen meanwhile is no baseline.
    const injected = run.outcomes.flatMap(({ injectedAt, preparedAt }) =>
      injectedAt === undefined ? [] : (preparedAt ?? injectedAt),
    );
    const undone = run.outcomes.flatMap((one) => one.undoneAt ?? []);
    const result = await perform('record', 'accountSlis', 'read back and account', {
      runId: run.id,
      slis,
      firstFaultAt: injected.length === 0 ? undefined : Math.min(...injected),
      lastUndoneAt: undone.length === 0 ? undefined : Math.max(...undone),
    });
    run.slis = result.slis;
    run.measurements = result.measurements;
    return undefined;
  } catch (error) {
    return `the measurements could not be accounted: ${failureText(error)}`;
  }
}
