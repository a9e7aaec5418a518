import { formatDuration } from '../../experiments/definition/duration.ts';
import { type GameDayDocument, gameDaySchema } from '../../experiments/definition/game-day.ts';
import type { GameDayPlan, PlannedStep, PlannedWindow } from '../../experiments/definition/plan.ts';
import { approversOf } from './checks/approvals.ts';
import { gameDayChecks } from './checks/index.ts';
import { localTime } from './checks/time.ts';
import { oneEnvironment } from './environment.ts';
import { type StepExperiment, experimentsOfSteps } from './game-day-experiments.ts';
import { type Loading, type OpenDocument, surroundings } from './loading.ts';
import { uniqueStepNames } from './step-names.ts';
import { typedDocument } from './typed-document.ts';

/** Everything but who asks for it, and the hash. */
export type PlanContent = Omit<GameDayPlan, 'requestedBy' | 'hash'>;

/** The plan of a game day; undefined when something is wrong, which has been complained about. */
export function planGameDay(opened: OpenDocument, loading: Loading): PlanContent | undefined {
  const { source, complaints } = opened;
  const typed = typedDocument(source, gameDaySchema, surroundings(loading), complaints);
  const experiments = experimentsOfSteps({ opened, typed }, loading);
  const { document } = typed;
  if (document === undefined) return undefined;
  for (const check of gameDayChecks(loading.requestedBy)) check(document, complaints.complain, source.has);
  const environment = oneEnvironment(document, experiments, complaints.complain);
  return loading.problems.length > 0 ? undefined : planned(document, experiments, environment);
}

function planned(document: GameDayDocument, experiments: readonly StepExperiment[], environment: string): PlanContent {
  const { name, objective, team, people, guardrails } = document;
  const byStep = new Map(experiments.map(({ step, experiment }) => [step, { ...experiment, environment }]));
  const steps = document.steps.map((step, index): PlannedStep => {
    if ('pause' in step)
      return { kind: 'pause', name: step.name ?? `pause of ${formatDuration(step.pause)}`, ms: step.pause };
    if ('approval' in step) {
      const { quorum, fourEyes, expires, onExpiry } = step.approval;
      const who = approversOf(step.approval, document);
      return { kind: 'approval', name: step.name ?? 'approval', who, quorum, fourEyes, expiresMs: expires, onExpiry };
    }
    const experiment = byStep.get(index)!;
    return { kind: 'experiment', name: step.name ?? experiment.name, onBroken: step.onBroken, experiment };
  });
  return {
    name,
    objective,
    environment,
    ...(team === undefined ? {} : { team }),
    people,
    ...(document.window === undefined ? {} : { window: plannedWindow(document.window) }),
    guardrails,
    steps: uniqueStepNames(steps),
  };
}

/** A check has made sure that both times exist. */
function plannedWindow({ start, end, timeZone, onClose }: NonNullable<GameDayDocument['window']>): PlannedWindow {
  return { startMs: localTime(start, timeZone)!, endMs: localTime(end, timeZone)!, timeZone, onClose };
}
