import type {
  ExperimentOutcome,
  FaultOutcome,
  GameDayOutcome,
  WriteAccount,
} from '../../experiments/definition/outcome.ts';
import type { Verdict } from '../../experiments/definition/verdict.ts';
import type { ExperimentStatus, FaultStatus, GameDayStatus } from '../../workflows/messages.ts';
import type { GameDayView } from '../../client/watch/view.ts';

/** 2026-12-01 09:00:00 UTC. */
export const T0 = Date.UTC(2026, 11, 1, 9);
export const ID = 'gameday/storage/20261201-090000';

export const aVerdict = (change: Partial<Verdict> = {}): Verdict => ({
  hypothesis: 'held',
  ended: 'completed',
  restored: 'yes',
  residue: [],
  reasons: ['writes: lostWrites is 0, expected == 0'],
  ...change,
});

export const aFault = (change: Partial<FaultStatus> = {}): FaultStatus => ({
  faultId: `${ID}/01-leader/1.1-kill`,
  workflowId: 'fault/process/n1',
  name: 'kill the leader',
  fault: 'process-kill',
  target: 'node n1',
  state: 'on',
  since: T0 + 4_000,
  expiresAt: T0 + 34_000,
  ...change,
});

export const anExperimentStatus = (change: Partial<ExperimentStatus> = {}): ExperimentStatus => ({
  id: `${ID}/01-leader`,
  name: 'leader',
  phase: 'holding',
  phaseSince: T0 + 4_000,
  phaseEndsAt: T0 + 12_000,
  group: { name: 'kill the leader', index: 0, count: 1 },
  faults: [aFault()],
  ...change,
});

export const aStatus = (change: Partial<GameDayStatus> = {}): GameDayStatus => ({
  id: ID,
  name: 'storage',
  objective: 'No acknowledged write is lost.',
  environment: 'staging',
  planHash: 'a'.repeat(64),
  requestedBy: 'ann',
  startedAt: T0,
  step: 1,
  steps: [
    { name: 'leader', kind: 'experiment', state: 'running', experimentId: `${ID}/01-leader` },
    { name: 'breathe', kind: 'pause', state: 'waiting' },
  ],
  ...change,
});

export const aView = (change: Partial<GameDayView> = {}): GameDayView => ({
  id: ID,
  seenAt: T0 + 7_000,
  contact: 'fine',
  flags: '',
  status: aStatus(),
  experiment: anExperimentStatus(),
  progress: { segment: 'fault', at: T0 + 7_000, slis: [{ name: 'writes', state: 'good', text: '20 good, 0 bad' }] },
  uiUrl: 'http://127.0.0.1:8233/namespaces/default/workflows/gameday%2Fstorage%2F20261201-090000',
  ...change,
});

export const aFaultOutcome = (change: Partial<FaultOutcome> = {}): FaultOutcome => ({
  faultId: `${ID}/01-leader/1.1-pause`,
  name: 'pause a node',
  fault: 'process-pause',
  target: { key: 'process/n2', label: 'node n2' },
  recovery: 'undone',
  expiry: 'ends by itself after 40 s',
  injectedAt: T0 + 4_000,
  effect: { observed: 'yes', at: T0 + 4_050, evidence: 'state T' },
  releasedBecause: 'the hold is over',
  releasedAt: T0 + 12_000,
  undoStartedAt: T0 + 12_010,
  undoneAt: T0 + 12_040,
  verifiedAt: T0 + 12_090,
  undoFailures: 0,
  restored: 'yes',
  residue: [],
  ...change,
});

export const anAccount = (change: Partial<WriteAccount> = {}): WriteAccount => ({
  attempted: 300,
  acknowledged: 290,
  refused: 5,
  indeterminate: 5,
  lost: 0,
  lostWrites: [],
  stale: 0,
  recovered: 0,
  unexpected: 0,
  failVisible: 0,
  duplicate: 0,
  finalRead: 'done',
  longestOutageMs: 400,
  witnessedOutageMs: 400,
  attemptsPerSecond: 20,
  unknownBecause: null,
  ...change,
});

export const anExperimentOutcome = (
  writes: WriteAccount,
  change: Partial<ExperimentOutcome> = {},
): ExperimentOutcome => ({
  id: `${ID}/01-leader`,
  name: 'leader',
  hypothesis: 'No acknowledged write is lost.',
  environment: 'staging',
  startedAt: T0,
  endedAt: T0 + 20_000,
  verdict: aVerdict(),
  guardrails: [],
  steadyStateBefore: [],
  steadyStateAfter: [],
  faults: [aFaultOutcome()],
  slis: [
    {
      name: 'writes',
      probe: 'acknowledged-writes',
      everyMs: 1_000,
      samples: 20,
      late: 0,
      missed: 0,
      latenessP99Ms: 1,
      phases: { baseline: NO_STATS, fault: NO_STATS, recovery: NO_STATS },
      objectives: [],
      gaps: [],
      writes,
    },
  ],
  timeline: [],
  ...change,
});

const NO_STATS = {
  samples: 0,
  good: 0,
  bad: 0,
  unknown: 0,
  errorRatio: null,
  p50: null,
  p90: null,
  p99: null,
  max: null,
  valueMin: null,
  valueMean: null,
  valueMax: null,
} as const;

export const anOutcome = (change: Partial<GameDayOutcome> = {}): GameDayOutcome => ({
  id: ID,
  name: 'storage',
  objective: 'No acknowledged write is lost.',
  environment: 'staging',
  planHash: 'a'.repeat(64),
  requestedBy: 'ann',
  startedAt: T0,
  endedAt: T0 + 21_300,
  verdict: aVerdict(),
  experiments: [anExperimentOutcome(anAccount())],
  approvals: [],
  skipped: [],
  ...change,
});
