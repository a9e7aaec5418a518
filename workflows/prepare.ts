import type { PlannedExperiment } from '../experiments/definition/plan.ts';
import { snapshotParts, snapshotSubject } from '../experiments/definition/snapshots/subject.ts';
import { perform, performAtOnce } from './activity-options.ts';
import { makeEnvironment } from './environment.ts';
import { failureText } from './failure-text.ts';
import { FIRST_PHASE } from './messages.ts';
import { refuseUnlessMet } from './refuse-unless-met.ts';
import { resolveGroup } from './resolve-group.ts';
import type { RunningExperiment } from './running-experiment.ts';
import { watchSegment } from './watch-segment.ts';

/** Everything that must be true before the first fault. Stops the experiment as refused when it is not. */
export async function prepare(run: RunningExperiment): Promise<void> {
  const steps = run.experiment.clone ? inClone : inPlace;
  for (const step of steps) {
    await step(run);
    if (run.stopped) return;
  }
}

/** Targets and steady state of a clone can be looked at when it is there. */
const inClone = [guardrailsHold, takeSnapshot, makeEnvironment, mayBegin, measureBaseline];
const inPlace = [mayBegin, takeSnapshot, measureBaseline];

/** What does not depend on targets refuses before a long snapshot, not after it. */
async function guardrailsHold(run: RunningExperiment): Promise<void> {
  const found = await resolveGroup(run, { name: 'the experiment', holdMs: 0, faults: [] });
  run.guardrailResults = found?.guardrails ?? [];
  refuseUnlessMet(run, 'guardrail', run.guardrailResults);
}

/** Both only read, so they run beside each other. A target that is missing refuses before a long snapshot, not after it. */
async function mayBegin(run: RunningExperiment): Promise<void> {
  const { groups, steadyState } = run.experiment;
  run.enter(FIRST_PHASE);
  const [found, steadyStateBefore] = await Promise.all([
    resolveGroup(run, groups[0]!),
    performAtOnce('look', 'checkSteadyState', 'steady state before', {
      checks: steadyState,
      since: run.startedAt,
    }),
  ]);
  run.steadyStateBefore = steadyStateBefore;
  run.guardrailResults = found?.guardrails ?? [];
  refuseUnlessMet(run, 'guardrail', run.guardrailResults);
  refuseUnlessMet(run, 'steady state before the first fault', steadyStateBefore);
  if (run.stopped) return;
  run.note('steady state proven', 'good');
  if (!takesTime(run)) run.keepResolved(found);
}

/** After a snapshot or a baseline the targets are resolved anew: just before the injection. */
const takesTime = ({ experiment }: RunningExperiment): boolean =>
  (experiment.snapshot !== undefined && experiment.clone === undefined) || hasBaseline(experiment);

const hasBaseline = ({ baseline, slis }: PlannedExperiment): boolean => slis.length > 0 && baseline > 0;

async function takeSnapshot(run: RunningExperiment): Promise<void> {
  const { snapshot: spec } = run.experiment;
  if (!spec) return;
  run.enter('taking the snapshot');
  try {
    const reference = await perform('snapshot', 'takeSnapshot', `snapshot of ${snapshotSubject(spec)}`, {
      id: run.id,
      spec,
    });
    const { problems } = await perform('snapshot', 'verifySnapshot', 'verify the snapshot', { reference, spec });
    if (problems.length > 0)
      return run.stop({ how: 'refused', by: `the snapshot does not verify: ${problems.join('; ')}` });
    run.snapshot = { reference, verifiedAfterwards: 'not asked', restored: 'not needed', detail: '' };
    run.note(
      'snapshot taken and verified',
      'good',
      `${snapshotParts(reference)}, ${reference.bytes} bytes, by ${reference.method}`,
    );
  } catch (error) {
    if (run.stopped) throw error;
    run.stop({ how: 'refused', by: `no snapshot, no fault: ${failureText(error)}` });
  }
}

async function measureBaseline(run: RunningExperiment): Promise<void> {
  const { baseline } = run.experiment;
  if (!hasBaseline(run.experiment)) return;
  run.enter('measuring the baseline', Date.now() + baseline);
  const watched = await watchSegment(run, { segment: 'baseline', endsAfterMs: baseline });
  if (watched.breach)
    run.stop({ how: 'refused', by: `steady state not met, before any fault: ${watched.breach.text}` });
}
