import type { ResolvedTargets, TargetIdentity } from '../../experiments/definition/identity.ts';
import type { TargetKind, TargetSpec } from '../../experiments/definition/targets/index.ts';
import type { Ports } from '../ports.ts';

type SpecOf<K extends TargetKind> = Extract<TargetSpec, { kind: K }>;

/** What bounds the choice among those that were found. */
export interface Bounds {
  /** Percentages are of the desired replicas, and what is down already counts as taken. */
  readonly workload?: { readonly label: string; readonly desired: number; readonly unavailable: number } | undefined;
  /** At most one target of a place is taken. */
  readonly spread?: {
    readonly over: string;
    /** The place of each of them, in their order. */
    readonly places: readonly string[];
  };
}

/** Changes nothing. */
export interface TargetResolver<K extends TargetKind> {
  readonly kind: K;
  /** Everything that matches, sorted so that two calls on an unchanged system answer the same. Never nothing. */
  find(settings: SpecOf<K>['settings'], ports: Ports, signal: AbortSignal): Promise<readonly TargetIdentity[]>;
  /** Left out when nothing but the mode says how many are taken. */
  bounds?(spec: SpecOf<K>, found: readonly TargetIdentity[], ports: Ports, signal: AbortSignal): Promise<Bounds>;
}

/** Takes of what was found as many as the mode says. Fails with TargetMissing when that is none. */
export type TakeTargets = (spec: TargetSpec, ports: Ports, signal: AbortSignal) => Promise<ResolvedTargets>;
