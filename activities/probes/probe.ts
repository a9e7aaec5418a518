import type { HttpExpectation } from '../../experiments/definition/http-request.ts';
import type { AtMs, WriteAccount } from '../../experiments/definition/outcome.ts';
import type {
  LoadProbeKind,
  LoadProbeSpec,
  PointProbeKind,
  PointProbeSpec,
} from '../../experiments/definition/probes/index.ts';
import type { Journal, Ports } from '../ports.ts';

/** One answer. `unknown`: could not be measured, which is neither good nor bad. */
export interface Sample {
  readonly result: 'good' | 'bad' | 'unknown';
  readonly latencyMs: number | null;
  readonly value: number | null;
  /** What was seen, in a few words; shown to people. */
  readonly detail: string;
}

export interface ProbeCall<S> {
  readonly settings: S;
  readonly expect?: HttpExpectation | undefined;
  /** When the experiment began: what happened before does not count. */
  readonly since: AtMs;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly ports: Ports;
}

/** By kind, so that the compiler follows kind and settings together (an `Extract` it would not). */
export type PointSettings = { readonly [S in PointProbeSpec as S['kind']]: S['settings'] };

/** Asks once. Never throws for what the target does; whatever it cannot decide is `unknown` with the reason. */
export interface PointProbe<K extends PointProbeKind> {
  readonly kind: K;
  measure(call: ProbeCall<PointSettings[K]>): Promise<Sample>;
}

/** What happened since the last tick. */
export interface LoadTick {
  readonly good: number;
  readonly bad: number;
  readonly unknown: number;
  readonly latenciesMs: readonly number[];
  readonly detail: string;
}

export interface LoadSession {
  /** Counts since the previous call. */
  tick(): LoadTick;
  /** Stops new requests, waits for those under way (at most their timeout). Safe to call twice. */
  stop(): Promise<void>;
}

export interface AccountCall<S> {
  readonly settings: S;
  readonly journal: readonly string[];
  /** When the first fault was injected; the rate before it must have been high enough. */
  readonly firstFaultAt: AtMs | undefined;
  readonly signal: AbortSignal;
  readonly ports: Ports;
}

/** Puts a load on the system and accounts for it. The journal outlives the worker: every attempt is in it before it is sent. */
export interface LoadProbe<K extends LoadProbeKind> {
  readonly kind: K;
  /** Continues a journal that is not empty: ids are never used twice. */
  start(call: {
    readonly settings: Extract<LoadProbeSpec, { kind: K }>['settings'];
    readonly runId: string;
    readonly journal: Journal;
    readonly ports: Ports;
  }): Promise<LoadSession>;
  /** Reads everything back and compares it with the journal. */
  account(call: AccountCall<Extract<LoadProbeSpec, { kind: K }>['settings']>): Promise<WriteAccount>;
}
