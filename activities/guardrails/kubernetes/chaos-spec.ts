import { isMapping, type Mapping } from '../../kubernetes/json.ts';

/** The spec of an object of Chaos Mesh, as its author wrote it; undefined for every other fault. */
export function chaosSpecOf(
  fault: { readonly kind: string; readonly settings: unknown } | undefined,
): Mapping | undefined {
  if (fault?.kind !== 'chaos-mesh' || !isMapping(fault.settings)) return undefined;
  const { spec } = fault.settings;
  return isMapping(spec) ? spec : undefined;
}
