import type { LoadProbeKind } from '../../experiments/definition/probes/index.ts';
import { acknowledgedWrites } from './acknowledged-writes/index.ts';
import type { LoadProbe } from './probe.ts';

export { measurePoint } from './measure-point.ts';
export { pointProbes } from './point-probes.ts';

export const loadProbes: { readonly [K in LoadProbeKind]: LoadProbe<K> } = {
  'acknowledged-writes': acknowledgedWrites,
};
