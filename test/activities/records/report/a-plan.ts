import type { ExperimentStep, GameDayPlan, PlannedExperiment } from '../../../../experiments/definition/plan.ts';

export const PLAN_HASH = '7c1e5b0f9a3d42c886e0f4b1d7a95c3e2b6f8041d9e7c5a3b1f0e8d6c4a29753';

/** `name` is the one by which the outcome finds its experiment in the plan. */
function aPlannedExperiment(over: Partial<PlannedExperiment> = {}): PlannedExperiment {
  const target = {
    kind: 'process',
    mode: 'one',
    settings: {
      port: 7001,
      where: { get: 'http://127.0.0.1:{port}/healthz', expect: { json: { '$.role': 'leader' } } },
    },
  } as const;
  return {
    name: 'ledger-survives-losing-its-leader',
    hypothesis: 'Losing the leader loses no acknowledged write, and writes succeed again within 10 s.',
    environment: 'staging',
    source: 'experiments/catalogue/ledger-survives-losing-its-leader.yaml',
    steadyState: [
      {
        name: 'healthy',
        kind: 'http',
        settings: { get: 'http://127.0.0.1:7001/healthz', method: 'GET' },
        timeout: 5000,
      },
    ],
    slis: [],
    baseline: 10_000,
    groups: [
      {
        name: 'kill the leader',
        holdMs: 30_000,
        faults: [
          {
            name: 'kill the leader',
            kind: 'process-kill',
            settings: { signal: 'SIGKILL', goneWithin: 5000 },
            hold: 30_000,
            target,
          },
        ],
      },
    ],
    recovery: { within: 60_000, settle: 2000 },
    afterwards: { verifySnapshot: true, restoreIf: 'lostWrites' },
    guardrails: [],
    limits: { maxDuration: 600_000, maxTargets: 1 },
    ...over,
  };
}

export function aPlan(over: Partial<GameDayPlan> = {}): GameDayPlan {
  const experiment = aPlannedExperiment();
  const step: ExperimentStep = { kind: 'experiment', name: experiment.name, onBroken: 'stop', experiment };
  return {
    name: 'storage-staging-2026-q4',
    objective: 'Show that the ledger keeps every acknowledged write when a node is lost, and that on-call sees it.',
    environment: 'staging',
    team: 'storage',
    people: {
      owner: 'Ada Adeyemi',
      facilitator: 'Jonas Weber',
      scribe: 'Mei Lin',
      onCall: 'Kim Novak',
      approvers: ['Ada Adeyemi', 'Raj Patel'],
      observers: [],
    },
    window: {
      startMs: Date.UTC(2026, 11, 1, 8),
      endMs: Date.UTC(2026, 11, 1, 12),
      timeZone: 'Europe/Berlin',
      onClose: 'finishStep',
    },
    guardrails: [],
    steps: [step],
    requestedBy: 'jonas@example.org',
    hash: PLAN_HASH,
    ...over,
  };
}
