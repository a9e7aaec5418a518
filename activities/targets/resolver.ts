import type { ResolvedTargets, TargetIdentity } from '../../experiments/definition/identity.ts';
import type { TargetKind, TargetSpec } from '../../experiments/definition/targets/index.ts';
import type { Ports } from '../ports.ts';

/** Finds everything that matches, sorted so that two calls on an unchanged system answer the same. Changes nothing. */
export interface TargetResolver<K extends TargetKind> {
  readonly kind: K;
  find(
    settings: Extract<TargetSpec, { kind: K }>['settings'],
    ports: Ports,
    signal: AbortSignal,
  ): Promise<readonly TargetIdentity[]>;
}

/** Takes of what was found as many as the mode says. Fails with TargetMissing when that is none. */
export type TakeTargets = (spec: TargetSpec, ports: Ports, signal: AbortSignal) => Promise<ResolvedTargets>;
