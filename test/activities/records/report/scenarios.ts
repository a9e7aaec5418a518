import type { Report } from '../../../../experiments/definition/report.ts';
import { worstVerdict } from '../../../../experiments/definition/verdict.ts';
import { aCurve, aSliResult, everyPhase, NO_STATS, someBuckets, someStats, START } from './a-curve.ts';
import { aReport } from './a-report.ts';
import { aFault, anExperiment, anOutcome, aPause, aWriteAccount, HELD } from './an-outcome.ts';

export function held(): Report {
  return aReport();
}

/** Two experiments: one held, one lost acknowledged writes. */
export function broken(): Report {
  const lostWrites = Array.from({ length: 37 }, (_, index) => ({
    id: `w-7f3a-${String(8120 + index)}`,
    sequence: 8120 + index,
    acknowledgedAt: START + 11_800 + index * 16,
    acknowledgedBy: 'ledger-1, epoch 4',
  }));
  const writes = aSliResult({
    writes: aWriteAccount({ lost: 37, lostWrites, stale: 2 }),
    abortIf: 'error ratio > 0.5 for 15 s',
    objectives: [
      { metric: 'lostWrites', expected: '== 0', actual: 37, result: 'missed' },
      { metric: 'longestOutage', expected: '< 10s', actual: 6310, result: 'met' },
    ],
  });
  const reads = aSliResult({
    name: 'read latency',
    probe: 'http',
    objectives: [{ metric: 'p99', expected: '< 250ms', actual: 312, result: 'missed' }],
  });
  const inSync = aSliResult({
    name: 'replicas in sync',
    probe: 'command',
    everyMs: 5000,
    objectives: [{ metric: 'value', expected: '>= 1', actual: 1, result: 'met' }],
    phases: everyPhase(
      someStats({ p50: null, p90: null, p99: null, max: null, valueMin: 1, valueMean: 1.8, valueMax: 2 }),
    ),
  });
  const verdict = {
    ...HELD,
    hypothesis: 'broken',
    reasons: [
      'write success: 37 acknowledged writes were lost (expected 0).',
      'read latency: p99 312 ms (expected < 250 ms).',
    ],
  } as const;
  const loses = anExperiment({ verdict, slis: [writes, reads, inSync] });
  const survives = anExperiment({
    id: 'storage-staging-2026-q4/2',
    name: 'ledger-survives-a-paused-follower',
    hypothesis: 'A follower that hangs for 30 s does not slow down writes.',
    faults: [aPause()],
    slis: [aSliResult({ name: 'write latency', probe: 'http' })],
  });
  const outcome = anOutcome({ verdict: worstVerdict([verdict, HELD]), experiments: [loses, survives] });
  const shape = { failing: [12, 19], slow: [19, 24] } as const;
  const curves = {
    [loses.id]: [
      aCurve(writes, shape),
      aCurve(
        reads,
        { ...shape, usual: 6, slowBy: 30 },
        { thresholds: [{ label: 'objective p99 < 250 ms', value: 250 }] },
      ),
      aCurve(
        inSync,
        { dark: [30, 33], usual: 2 },
        { unit: 'value', thresholds: [{ label: 'objective ≥ 1', value: 1 }] },
      ),
    ],
    [survives.id]: survives.slis.map((sli) =>
      aCurve(
        sli,
        { slow: [13, 42], slowBy: 1.4 },
        {
          thresholds: [
            { label: 'aborts above 5 s', value: 5000 },
            { label: 'objective p99 < 20 ms', value: 20 },
          ],
        },
      ),
    ),
  };
  return aReport({ outcome, curves });
}

/** The SLI itself aborted it, with two faults on at the same time. */
export function aborted(): Report {
  const verdict = {
    ...HELD,
    hypothesis: 'unknown',
    ended: 'aborted',
    endedBy: 'the SLI "write success"',
    reasons: ['The run ended early: write success failed for 15 s.'],
  } as const;
  const sli = aSliResult({
    abortIf: 'error ratio > 0.5 for 15 s',
    writes: aWriteAccount({ longestOutageMs: 15_800 }),
    objectives: [
      { metric: 'lostWrites', expected: '== 0', actual: null, result: 'unknown', why: 'the run ended early' },
    ],
  });
  const breach = {
    sli: 'write success',
    kind: 'threshold',
    at: START + 27_500,
    since: START + 12_500,
    text: 'The error ratio was above 0.5 for 15 s',
  } as const;
  const undo = {
    releasedBecause: 'breach of write success',
    releasedAt: START + 27_560,
    undoStartedAt: START + 27_570,
    undoneAt: START + 27_700,
    verifiedAt: START + 27_790,
  };
  const faults = [
    aFault({ ...undo, undoStartedAt: undefined, undoneAt: undefined, verifiedAt: START + 30_100 }),
    aPause({
      ...undo,
      injectedAt: START + 14_000,
      effect: { observed: 'yes', at: START + 14_180, evidence: '/proc/41830/stat says T' },
    }),
  ];
  const experiment = anExperiment({
    verdict,
    slis: [sli],
    breach,
    breachToUndoneMs: 290,
    faults,
    endedAt: START + 41_000,
  });
  const skipped = [{ name: 'ledger-survives-a-slow-disk', why: 'the experiment before it was aborted' }];
  const outcome = anOutcome({ verdict, experiments: [experiment], skipped, endedAt: START + 42_000 });
  return aReport({
    outcome,
    curves: {
      [experiment.id]: [
        aCurve(
          sli,
          { failing: [12, 29], slow: [29, 33], seconds: 41 },
          { thresholds: [{ label: 'aborts above 300 ms', value: 300 }] },
        ),
      ],
    },
  });
}

export function notRestored(): Report {
  const residue = ['ledger-2 (pid 41830) is still stopped (state T): kill -CONT was refused, operation not permitted'];
  const verdict = {
    ...HELD,
    hypothesis: 'unknown',
    restored: 'no',
    residue,
    reasons: ['The undo did not succeed.'],
  } as const;
  const pause = aPause({ restored: 'no', residue, undoFailures: 14, undoneAt: undefined, verifiedAt: undefined });
  const experiment = anExperiment({
    verdict,
    faults: [pause],
    recoveredAfterMs: undefined,
    steadyStateAfter: [{ name: 'healthy', result: 'not met', detail: '1 of 3 nodes does not answer' }],
  });
  return aReport({ outcome: anOutcome({ verdict, experiments: [experiment] }) });
}

export function refused(): Report {
  const verdict = {
    ...HELD,
    hypothesis: 'unknown',
    ended: 'refused',
    endedBy: 'the guardrail time-window',
    reasons: ['Tuesday 09:00 is outside of monday 10:00-16:00.'],
  } as const;
  const experiment = anExperiment({
    verdict,
    faults: [],
    slis: [],
    snapshot: undefined,
    measurements: undefined,
    timeline: [],
    recoveredAfterMs: undefined,
    steadyStateBefore: [],
    steadyStateAfter: [],
    guardrails: [{ name: 'time-window', result: 'not met', detail: 'Tuesday 09:00 is outside of monday 10:00-16:00' }],
    endedAt: START + 90,
  });
  return aReport({ outcome: anOutcome({ verdict, experiments: [experiment], approvals: [] }), curves: {} });
}

/** Its source was gone for the whole fault. */
export function blind(): Report {
  const gaps = [{ from: START + 15_000, to: START + 47_000, why: 'Prometheus refused the connection' }];
  const phases = { baseline: someStats(), fault: { ...NO_STATS, samples: 32, unknown: 32 }, recovery: NO_STATS };
  const objectives = [
    { metric: 'p99', expected: '< 5s', actual: null, result: 'unknown', why: 'no usable sample' },
  ] as const;
  const sli = aSliResult({ name: 'commit latency', probe: 'http', gaps, phases, objectives, late: 90, missed: 12 });
  const never = aSliResult({
    name: 'queue depth',
    probe: 'command',
    samples: 12,
    phases: everyPhase(NO_STATS),
    objectives: [],
  });
  const verdict = { ...HELD, hypothesis: 'unknown', reasons: ['commit latency could not be measured.'] } as const;
  const effect = { observed: 'unknown', evidence: 'nothing answered' } as const;
  const experiment = anExperiment({ verdict, slis: [sli, never], faults: [aFault({ effect })] });
  const dark = aCurve(never, {}, { unit: 'value', buckets: [] });
  return aReport({
    outcome: anOutcome({ verdict, experiments: [experiment] }),
    curves: { [experiment.id]: [aCurve(sli, { dark: [15, 47] }), dark] },
  });
}

/** One fault found too few pods, one found nothing to act on. */
export function faultsSkipped(): Report {
  const never = {
    injectedAt: undefined,
    verifiedAt: undefined,
    effect: { observed: 'unknown', evidence: 'never injected' },
    expiry: 'never injected',
    releasedBecause: 'skipped',
  } as const;
  const few = 'pod shop/web-1 was not ended: 1 pod of deployment shop/web runs, and 2 shall.';
  const none = aFault({
    ...never,
    name: 'end a canary',
    faultId: 'day/01/2.1-end-a-canary',
    target: { key: 'day/01/2.1-end-a-canary', label: 'no target' },
    preparedAt: undefined,
    skipped: 'No target was found: 0 Pod objects with labels app=canary were listed.',
  });
  const faults = [aFault({ ...never, skipped: few }), none];
  const reasons = [`kill the leader on ledger-1 (pid 41822) was skipped: ${few}`];
  const verdict = { ...HELD, hypothesis: 'unknown', reasons } as const;
  return aReport({ outcome: anOutcome({ verdict, experiments: [anExperiment({ verdict, faults })] }) });
}

/** The target was deleted while its fault was on. */
export function targetGone(): Report {
  return aReport({ outcome: anOutcome({ experiments: [anExperiment({ faults: [aPause({ targetGone: true })] })] }) });
}

export function withoutSlis(): Report {
  return aReport({ outcome: anOutcome({ experiments: [anExperiment({ slis: [], measurements: undefined })] }) });
}

export function withoutCurves(): Report {
  const lost = 'artefacts/storage-staging-2026-q4/1/measurements.json does not have the hash that was recorded';
  return aReport({ curves: {}, measurementsLost: { 'storage-staging-2026-q4/1': lost } });
}

export function empty(): Report {
  const outcome = anOutcome({ verdict: worstVerdict([]), experiments: [], approvals: [], objective: '' });
  return aReport({ outcome, curves: {} });
}

/** Fifty minutes, overlapping faults with long names on many targets, thresholds close together, stopped by a person. */
export function crowded(): Report {
  const verdict = {
    ...HELD,
    hypothesis: 'unknown',
    ended: 'aborted',
    endedBy: 'Kim Novak: "customers are calling"',
    reasons: ['The run ended early.'],
  } as const;
  const names = [
    'drop 30 % of the packets between the leader and both of its followers',
    'fill the disk of one follower',
    'pause a follower',
    'skew its clock',
  ];
  const faults = names.flatMap((name, index) =>
    Array.from({ length: index === 0 ? 6 : 1 }, (_, target) => {
      const injectedAt = START + (5 + index * 9) * 60_000 + target * 340;
      const releasedAt = injectedAt + 11 * 60_000;
      const key = `process:ledger-${target + 1}:4${index}${target}`;
      return aPause({
        faultId: `fault/${key}`,
        name,
        target: { key, label: `ledger-${target + 1}` },
        preparedAt: injectedAt - 200,
        injectedAt,
        effect: { observed: 'yes', at: injectedAt + 150, evidence: 'seen' },
        releasedBecause: 'stopped by Kim Novak',
        releasedAt,
        undoStartedAt: releasedAt + 5,
        undoneAt: releasedAt + 17_000,
        verifiedAt: releasedAt + 17_100,
        undoFailures: index,
      });
    }),
  );
  const sli = aSliResult({ name: 'checkout latency as the customers see it', probe: 'http', samples: 3000 });
  const buckets = someBuckets({
    slow: [80, 180],
    failing: [300, 305],
    dark: [420, 430],
    usual: 120,
    slowBy: 2.2,
    seconds: 500,
  }).map((bucket, index) => ({ ...bucket, at: START + index * 6000, widthMs: 6000 }));
  const thresholds = [
    { label: 'aborts above 500 ms', value: 500 },
    { label: 'objective p99 < 450 ms', value: 450 },
    { label: 'objective p90 < 430 ms', value: 430 },
  ];
  const experiment = anExperiment({ verdict, faults, slis: [sli], endedAt: START + 51 * 60_000 });
  return aReport({
    outcome: anOutcome({ verdict, experiments: [experiment], endedAt: START + 52 * 60_000 }),
    curves: { [experiment.id]: [aCurve(sli, {}, { buckets, thresholds })] },
  });
}

export const ALL = {
  held,
  broken,
  aborted,
  notRestored,
  refused,
  blind,
  faultsSkipped,
  withoutSlis,
  withoutCurves,
  empty,
  crowded,
} as const;
