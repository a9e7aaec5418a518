import type { AtMs, FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import { byName, type NamedFaults } from './by-name.ts';
import { duration } from '../format/duration.ts';
import type { KnownStep, StepEntry } from './known-step.ts';
import type { Tone } from './tone.ts';

interface Stage {
  readonly what: string;
  readonly at: (fault: FaultOutcome) => AtMs | undefined;
  readonly detail?: (fault: FaultOutcome) => string;
  readonly tone: Tone;
  readonly mention: RegExp;
}

const STAGES: readonly Stage[] = [
  { what: 'Undo prepared', at: (f) => f.preparedAt, tone: 'neutral', mention: /prepared/i },
  { what: 'Injected', at: (f) => f.injectedAt, tone: 'warn', mention: /inject/i },
  {
    what: 'First evidence of the effect',
    at: (f) => f.effect.at,
    detail: (f) => f.effect.evidence,
    tone: 'neutral',
    mention: /effect|evidence|observ/i,
  },
  {
    what: 'Skipped',
    at: (f) => (f.skipped === undefined ? undefined : f.releasedAt),
    detail: (f) => f.skipped ?? '',
    tone: 'unknown',
    mention: /skipped/i,
  },
  {
    what: 'Released',
    at: (f) => (f.skipped === undefined ? f.releasedAt : undefined),
    detail: (f) => f.releasedBecause,
    tone: 'neutral',
    mention: /releas/i,
  },
  { what: 'Undo started', at: (f) => f.undoStartedAt, tone: 'neutral', mention: /undo started|undoing/i },
  {
    what: 'Undone',
    at: (f) => (f.recovery === 'undone' ? f.undoneAt : undefined),
    tone: 'neutral',
    mention: /undone|nothing to undo/i,
  },
  {
    what: 'Undo verified',
    at: (f) => (f.recovery === 'undone' ? f.verifiedAt : undefined),
    tone: 'good',
    mention: /verified/i,
  },
  {
    what: 'Recovery verified',
    at: (f) => (f.recovery === 'self-heals' ? f.verifiedAt : undefined),
    tone: 'good',
    mention: /verified|recovered/i,
  },
  {
    what: 'Settled by hand',
    at: (f) => f.settled?.at,
    detail: (f) => `${f.settled?.by ?? ''}: ${f.settled?.comment ?? ''}`,
    tone: 'neutral',
    mention: /settled/i,
  },
];

/** The life of every fault; the targets of one fault share a line per stage. */
export function faultSteps(faults: readonly FaultOutcome[]): readonly KnownStep[] {
  return byName(faults).flatMap((named) => STAGES.flatMap((stage) => stepOf(stage, named)));
}

function stepOf(stage: Stage, { name, faults }: NamedFaults): readonly KnownStep[] {
  const reached = faults.flatMap((fault) => {
    const at = stage.at(fault);
    return at === undefined ? [] : [{ at, fault }];
  });
  const first = reached.reduce<(typeof reached)[number] | undefined>(
    (a, b) => (a === undefined || b.at < a.at ? b : a),
    undefined,
  );
  if (first === undefined) return [];
  const last = Math.max(...reached.map(({ at }) => at));
  const on =
    reached.length === 1
      ? first.fault.target.label
      : `${reached.length} targets, the last ${duration(last - first.at)} later`;
  const detail = stage.detail === undefined ? on : `${on}: ${stage.detail(first.fault)}`;
  const entry: StepEntry = { at: first.at, what: `${stage.what}: ${name}`, detail, tone: stage.tone };
  return [{ entry, times: reached.map(({ at }) => at), mention: [stage.mention, literally(name)] }];
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'i');
}
