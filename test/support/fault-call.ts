import type { Baseline, FaultCall } from '../../activities/faults/driver.ts';
import type { Ports } from '../../activities/ports.ts';
import type { FaultKind, FaultSettings } from '../../experiments/definition/faults/index.ts';
import type { TargetIdentity } from '../../experiments/definition/identity.ts';

/** What the engine hands to a driver. */
export function aCall<K extends FaultKind>(
  ports: Ports,
  settings: FaultSettings[K],
  target: TargetIdentity,
  baseline: Baseline = {},
): FaultCall<K> {
  const expiresAt = Date.UTC(2026, 10, 20);
  return { faultId: 'f', settings, target, baseline, expiresAt, ports, signal: new AbortController().signal };
}
