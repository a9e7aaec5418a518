import type { GameDayPlan, PlannedExperiment, PlannedFault, PlannedStep } from '../../experiments/definition/plan.ts';
import { parseComparison } from '../../experiments/definition/scalars.ts';
import type { Sli } from '../../experiments/definition/sli.ts';

/** An http-toggle that breaks the victim's health check. */
export function breakingFault(url: string, change: Partial<PlannedFault> = {}): PlannedFault {
  return {
    name: 'break the health check',
    kind: 'http-toggle',
    settings: { path: '/switch', method: 'PUT', on: { broken: true } },
    target: { kind: 'application', settings: { url }, mode: 'one' },
    hold: 1_000,
    ...change,
  } as PlannedFault;
}

export function healthSli(url: string, change: Partial<Sli> = {}): Sli {
  return {
    name: 'health',
    kind: 'http',
    settings: { get: `${url}/healthz`, method: 'GET' },
    every: 100,
    blindAfter: 5_000,
    ...change,
  } as Sli;
}

export const comparison = (text: string | number) => parseComparison(text)!;

/** One http-toggle on the victim at `url`, held for a second, with short times everywhere. */
export function anExperiment(
  url: string,
  change: Partial<PlannedExperiment> & { faults?: readonly PlannedFault[] } = {},
): PlannedExperiment {
  const { faults = [breakingFault(url)], ...rest } = change;
  return {
    name: 'victim-survives',
    hypothesis: 'The victim is well again after the fault.',
    environment: 'test',
    source: 'test.yaml',
    steadyState: [
      { name: 'healthy', kind: 'http', settings: { get: `${url}/healthz`, method: 'GET' }, timeout: 1_000 },
    ],
    slis: [healthSli(url)],
    baseline: 300,
    groups: faults.map((fault) => ({ name: fault.name, holdMs: fault.hold, faults: [fault] })),
    recovery: { within: 5_000, settle: 200 },
    afterwards: { verifySnapshot: true, restoreIf: 'never' },
    guardrails: [],
    limits: { maxDuration: 600_000, maxTargets: 3 },
    ...rest,
  };
}

export function aPlan(experiments: readonly PlannedExperiment[], change: Partial<GameDayPlan> = {}): GameDayPlan {
  const steps: PlannedStep[] = experiments.map((experiment) => ({
    kind: 'experiment',
    name: experiment.name,
    onBroken: 'stop',
    experiment,
  }));
  return {
    name: 'test-day',
    objective: 'prove it',
    environment: 'test',
    people: { approvers: [], observers: [], onCall: 'the person on call' },
    guardrails: [],
    steps,
    requestedBy: 'a test',
    hash: '0'.repeat(64),
    ...change,
  };
}
