import type { CheckResult } from '../experiments/definition/outcome.ts';
import { perform } from './activity-options.ts';
import { failureText } from './failure-text.ts';
import { longestMs } from './longest.ts';
import type { RunningExperiment } from './running-experiment.ts';
import { watchSegment } from './watch-segment.ts';

/** Everything that must be true before the first fault. Stops the experiment as refused when it is not. */
export async function prepare(run: RunningExperiment): Promise<void> {
  const steps = [mayBegin, takeSnapshot, measureBaseline];
  for (const step of steps) {
    await step(run);
    if (run.stopped) return;
  }
}

/** Both only read, so they run beside each other. */
async function mayBegin(run: RunningExperiment): Promise<void> {
  const { name, steadyState } = run.experiment;
  run.enter('proving the steady state');
  const intent = { experiment: name, targets: [], targetsSoFar: 0, longestMs: longestMs(run.experiment) };
  const { guardrails, input } = run;
  [run.guardrailResults, run.steadyStateBefore] = await Promise.all([
    perform('look', 'checkGuardrails', 'guardrails', { guardrails, window: input.window, intent }),
    perform('look', 'checkSteadyState', 'steady state before', { checks: steadyState }),
  ]);
  refuseUnlessMet(run, 'guardrail', run.guardrailResults);
  refuseUnlessMet(run, 'steady state before the first fault', run.steadyStateBefore);
  if (!run.stopped) run.note('steady state proven', 'good');
}

async function takeSnapshot(run: RunningExperiment): Promise<void> {
  const { snapshot: spec } = run.experiment;
  if (!spec) return;
  run.enter('taking the snapshot');
  try {
    const reference = await perform('snapshot', 'takeSnapshot', `snapshot of ${spec.settings.path}`, {
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
      `${reference.files} files, ${reference.bytes} bytes, by ${reference.method}`,
    );
  } catch (error) {
    if (run.stopped) throw error;
    run.stop({ how: 'refused', by: `no snapshot, no fault: ${failureText(error)}` });
  }
}

async function measureBaseline(run: RunningExperiment): Promise<void> {
  const { baseline, slis } = run.experiment;
  if (slis.length === 0 || baseline === 0) return;
  run.enter('measuring the baseline', Date.now() + baseline);
  const watched = await watchSegment(run, { segment: 'baseline', endsAfterMs: baseline });
  if (watched.breach)
    run.stop({ how: 'refused', by: `steady state not met, before any fault: ${watched.breach.text}` });
}

export function refuseUnlessMet(run: RunningExperiment, what: string, results: readonly CheckResult[]): void {
  const against = results.filter((one) => one.result !== 'met');
  if (against.length === 0) return;
  run.stop({
    how: 'refused',
    by: `${what}: ${against.map((one) => `${one.name} ${one.result} (${one.detail})`).join('; ')}`,
  });
}
