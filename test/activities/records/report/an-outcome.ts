import type {
  ExperimentOutcome,
  FaultOutcome,
  GameDayOutcome,
  WriteAccount,
} from '../../../../experiments/definition/outcome.ts';
import type { Verdict } from '../../../../experiments/definition/verdict.ts';
import { aSliResult, START } from './a-curve.ts';
import { PLAN_HASH } from './a-plan.ts';

export const HELD: Verdict = {
  hypothesis: 'held',
  ended: 'completed',
  restored: 'yes',
  residue: [],
  reasons: ['Every objective was met, and the steady state was back 6.31 s after the kill.'],
};

export function aFault(over: Partial<FaultOutcome> = {}): FaultOutcome {
  return {
    faultId: 'fault/process:ledger-1:41822',
    name: 'kill the leader',
    fault: 'process-kill',
    target: { key: 'process:ledger-1:41822:99120441', label: 'ledger-1 (pid 41822)' },
    recovery: 'self-heals',
    expiry: 'Nothing to expire: the process is gone at once, its supervisor starts it again.',
    preparedAt: START + 12_100,
    injectedAt: START + 12_412,
    effect: { observed: 'yes', at: START + 12_540, evidence: 'process 41822 is gone; the port 7001 refuses' },
    releasedBecause: 'held for 30 s',
    releasedAt: START + 42_430,
    verifiedAt: START + 42_611,
    undoFailures: 0,
    restored: 'yes',
    residue: [],
    ...over,
  };
}

/** A fault that owes an undo. */
export function aPause(over: Partial<FaultOutcome> = {}): FaultOutcome {
  return aFault({
    faultId: 'fault/process:ledger-2:41830',
    name: 'pause a follower',
    fault: 'process-pause',
    target: { key: 'process:ledger-2:41830:99120502', label: 'ledger-2 (pid 41830)' },
    recovery: 'undone',
    expiry: 'A supervised timer beside the process lets it go on after 40 s.',
    effect: { observed: 'yes', at: START + 12_700, evidence: '/proc/41830/stat says T' },
    undoStartedAt: START + 42_440,
    undoneAt: START + 42_579,
    verifiedAt: START + 42_702,
    ...over,
  });
}

export function aWriteAccount(over: Partial<WriteAccount> = {}): WriteAccount {
  return {
    attempted: 1500,
    acknowledged: 1374,
    refused: 118,
    indeterminate: 8,
    lost: 0,
    lostWrites: [],
    stale: 0,
    recovered: 3,
    unexpected: 0,
    failVisible: 0,
    duplicate: 0,
    finalRead: 'done',
    longestOutageMs: 6310,
    witnessedOutageMs: 6310,
    attemptsPerSecond: 20,
    unknownBecause: null,
    ...over,
  };
}

export function anExperiment(over: Partial<ExperimentOutcome> = {}): ExperimentOutcome {
  return {
    id: 'storage-staging-2026-q4/1',
    name: 'ledger-survives-losing-its-leader',
    hypothesis: 'Losing the leader loses no acknowledged write, and writes succeed again within 10 s.',
    environment: 'staging',
    startedAt: START,
    endedAt: START + 76_400,
    verdict: HELD,
    guardrails: [{ name: 'not-ourselves', result: 'met', detail: 'pid 41822 is neither ours nor a parent of ours' }],
    steadyStateBefore: [{ name: 'healthy', result: 'met', detail: 'status 200 in 4.1 ms' }],
    steadyStateAfter: [{ name: 'healthy', result: 'met', detail: 'status 200 in 5.3 ms' }],
    snapshot: {
      reference: {
        id: 'snapshot-20261201-090007',
        kind: 'directory',
        subject: '/var/lib/ledger',
        takenAt: START + 7200,
        bytes: 157_286_400,
        files: 214,
        method: 'reflink copy',
        manifest: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
        verified: 'checksum',
      },
      verifiedAfterwards: 'yes',
      restored: 'not needed',
      detail: '',
    },
    faults: [aFault()],
    recoveredAfterMs: 6310,
    slis: [aSliResult({ writes: aWriteAccount() })],
    measurements: {
      path: 'artefacts/storage-staging-2026-q4/1/measurements.json',
      sha256: 'ab'.repeat(32),
      bytes: 48_211,
    },
    timeline: [
      { at: START, what: 'experiment began', tone: 'neutral' },
      { at: START + 310, what: 'steady state proven', tone: 'good' },
      { at: START + 7260, what: 'snapshot taken and verified', detail: '214 files, by reflink copy', tone: 'good' },
      { at: START + 48_900, what: 'steady state holds again', tone: 'good' },
    ],
    ...over,
  };
}

export function anOutcome(over: Partial<GameDayOutcome> = {}): GameDayOutcome {
  return {
    id: 'gameday/storage-staging-2026-q4/20261201-0900',
    name: 'storage-staging-2026-q4',
    objective: 'Show that the ledger keeps every acknowledged write when a node is lost, and that on-call sees it.',
    environment: 'staging',
    planHash: PLAN_HASH,
    requestedBy: 'jonas@example.org',
    startedAt: START - 42_000,
    endedAt: START + 78_100,
    verdict: HELD,
    experiments: [anExperiment()],
    approvals: [
      {
        step: 1,
        name: 'go or no-go',
        decision: 'approved',
        votes: [{ by: 'Raj Patel', approve: true, comment: 'dashboards are quiet', at: START - 12_000 }],
      },
    ],
    skipped: [],
    ...over,
  };
}
