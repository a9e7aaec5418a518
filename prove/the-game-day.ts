import { parseComparison } from '../experiments/definition/comparison.ts';
import type { FaultGroup, GameDayPlan, PlannedExperiment, PlannedFault } from '../experiments/definition/plan.ts';
import type { Sli } from '../experiments/definition/sli.ts';

export interface GameDayParts {
  readonly url: string;
  /** Of the targets: `killed` and `paused` are in the command lines of two processes, `data` is copied before faults. */
  readonly folder: string;
  /** How long the faults of the second experiment are on, ms. */
  readonly holdMs?: number;
  /** Added to every hypothesis, so that plan and outcome grow. */
  readonly ballast?: string;
}

export const USUAL_HOLD_MS = 400;
/** The approval is the second step. */
export const STEP_OF = { killed: 1, paused: 3, switched: 4 } as const;
export type ExperimentName = keyof typeof STEP_OF;

/** Short, and whole: a kill; a pause beside a switch, after an approval and a snapshot; a switch after a baseline. */
export function theGameDay(parts: GameDayParts): GameDayPlan {
  const { url, folder, holdMs = USUAL_HOLD_MS } = parts;
  const kill = processFault('killed', folder, {
    kind: 'process-kill',
    settings: { signal: 'SIGKILL', goneWithin: 5_000 },
  });
  const pause = processFault('paused', folder, { kind: 'process-pause', settings: {} });
  const experiments = [
    anExperiment(parts, 'killed', alone(kill, 100)),
    {
      ...anExperiment(parts, 'paused', together([pause, switchFault('beside', `${url}/beside`)], holdMs)),
      snapshot: {
        kind: 'directory' as const,
        settings: { path: `${folder}/data`, keep: 1, keepFor: 60_000, exclude: [] },
      },
    },
    { ...anExperiment(parts, 'switched', alone(switchFault('switched', url), 200)), baseline: 200 },
  ];
  const [first, ...others] = experiments.map(
    (experiment) => ({ kind: 'experiment', name: experiment.name, onBroken: 'continue', experiment }) as const,
  );
  const approval = { who: ['the prover'], quorum: 1, fourEyes: false, expiresMs: 600_000, onExpiry: 'stop' } as const;
  return {
    name: 'prove',
    objective: 'The promise holds.',
    environment: 'prove',
    people: { approvers: ['the prover'], observers: [] },
    guardrails: [{ kind: 'not-ourselves', settings: {} }],
    steps: [first!, { kind: 'approval', name: 'go or no-go', ...approval }, ...others],
    requestedBy: 'prove',
    hash: '0'.repeat(64),
  };
}

function anExperiment({ url, ballast = '' }: GameDayParts, name: ExperimentName, group: FaultGroup): PlannedExperiment {
  return {
    name,
    hypothesis: `The target is as it was after the fault.${ballast}`,
    environment: 'prove',
    source: 'prove',
    steadyState: [
      { name: 'healthy', kind: 'http', settings: { get: `${url}/healthz`, method: 'GET' }, timeout: 1_000 },
    ],
    slis: [healthSli(url)],
    baseline: 0,
    groups: [group],
    recovery: { within: 20_000, settle: 150 },
    afterwards: { verifySnapshot: true, restoreIf: 'never' },
    guardrails: [],
    limits: { maxDuration: 3_600_000, maxTargets: 2 },
  };
}

/** Lenient, because the switches do break the application. A third of `blindAfter` is how fast a dead watch is noticed. */
function healthSli(url: string): Sli {
  return {
    name: 'health',
    kind: 'http',
    settings: { get: `${url}/healthz`, method: 'GET' },
    every: 100,
    blindAfter: 15_000,
    objective: { longestOutage: parseComparison('< 60s')! },
    abortIf: { errorRatio: parseComparison('> 0.99')!, for: 60_000 },
  };
}

const alone = (fault: PlannedFault, holdMs: number): FaultGroup => ({ ...together([fault], holdMs), name: fault.name });
const together = (faults: readonly PlannedFault[], holdMs: number): FaultGroup => ({
  name: faults.map(({ name }) => name).join(' and '),
  holdMs,
  faults: faults.map((fault) => ({ ...fault, hold: holdMs })),
});

type ProcessFault = Pick<Extract<PlannedFault, { kind: 'process-kill' | 'process-pause' }>, 'kind' | 'settings'>;

function processFault(name: 'killed' | 'paused', folder: string, fault: ProcessFault): PlannedFault {
  const commandLine = `^tail -f ${folder}/${name}$`;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and settings belong together
  return {
    name,
    hold: 0,
    target: { kind: 'process', settings: { commandLine }, mode: 'one' },
    ...fault,
  } as PlannedFault;
}

function switchFault(name: string, url: string): PlannedFault {
  return {
    name,
    hold: 0,
    kind: 'http-toggle',
    settings: { path: '/switch', method: 'PUT', on: { broken: true }, expiresAtField: 'until' },
    target: { kind: 'application', settings: { url }, mode: 'one' },
  };
}
