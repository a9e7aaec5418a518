import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import type { Ports } from '../../ports.ts';

interface Asking {
  readonly ports: Pick<Ports, 'cluster'>;
  readonly signal: AbortSignal;
}

/** The pods that read a ConfigMap, by a volume or by their environment. */
export async function podsReading({ metadata }: ClusterObject, { ports, signal }: Asking) {
  const { namespace, name } = metadata;
  const pods = await ports.cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal);
  return pods.filter(({ spec }) => names(spec, name));
}

const REFERENCES: ReadonlySet<string> = new Set(['configMap', 'configMapRef', 'configMapKeyRef']);

/** A reference may be in a volume, in one of its projected sources, or in the environment of any kind of container. */
function names(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some((one) => names(one, name));
  if (!isMapping(value)) return false;
  return Object.entries(value).some(([key, inner]) =>
    REFERENCES.has(key) && isMapping(inner) ? inner['name'] === name : names(inner, name),
  );
}
