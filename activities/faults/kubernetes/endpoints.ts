import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { isReady } from '../../kubernetes/pod-state.ts';
import type { Ports } from '../../ports.ts';

interface Asking {
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

interface Endpoint {
  readonly addresses?: readonly string[];
  readonly conditions?: { readonly ready?: boolean };
}

export async function slicesOf({ metadata }: ClusterObject, { ports, signal }: Asking) {
  const { namespace, name } = metadata;
  const labels = `kubernetes.io/service-name=${name}`;
  const query = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace, labels };
  return await ports.cluster.list(query, signal);
}

/** The addresses that traffic to a Service is sent to, as its EndpointSlices say. */
export async function readyAddresses(service: ClusterObject, asking: Asking): Promise<readonly string[]> {
  const slices = await slicesOf(service, asking);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API server keeps to its own schema
  const endpoints = slices.flatMap((slice) => (slice['endpoints'] ?? []) as readonly Endpoint[]);
  const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false);
  return [...new Set(ready.flatMap(({ addresses = [] }) => addresses))].toSorted();
}

/** How many of the pods that a Service selects could be its endpoints. */
export async function readyPods({ metadata, spec }: ClusterObject, { ports, signal }: Asking): Promise<number> {
  const selector = isMapping(spec) && isMapping(spec['selector']) ? Object.entries(spec['selector']) : [];
  const labels = selector.map(([key, value]) => `${key}=${String(value)}`).join(',');
  const pods = await ports.cluster.list(
    { apiVersion: 'v1', kind: 'Pod', namespace: metadata.namespace, labels },
    signal,
  );
  return pods.filter(isReady).length;
}
