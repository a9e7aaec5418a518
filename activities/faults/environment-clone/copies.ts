import type { ClusterObject, NewObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { createOurs } from '../kubernetes/created-object.ts';
import { marksOf, type Preparing } from './call.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What kubectl and the controllers write down about the original. */
const OF_ORIGINAL = /^(kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/revision)$/;
/** What the cluster gave to the original alone. */
const OF_ONE_SERVICE = [
  'healthCheckNodePort',
  'loadBalancerIP',
  'loadBalancerClass',
  'externalIPs',
  'externalTrafficPolicy',
];

export async function makeCopies(all: readonly ClusterObject[], call: Preparing): Promise<void> {
  const { namespace } = call.settings;
  for (const original of all) {
    const { apiVersion, kind, metadata } = original;
    await createOurs(call, copied(original, call), { apiVersion, kind, namespace, name: metadata.name });
  }
}

/** The same object in the namespace of the clone, as its author would write it. */
export function copied(
  original: ClusterObject,
  call: Pick<Preparing, 'faultId' | 'expiresAt' | 'settings'>,
): NewObject {
  const { apiVersion, kind, metadata, status: _, ...rest } = original;
  const { labels, annotations } = marksOf(call);
  const own = Object.entries(metadata.annotations ?? {}).filter(([key]) => !OF_ORIGINAL.test(key));
  return {
    apiVersion,
    kind,
    metadata: {
      namespace: call.settings.namespace,
      name: metadata.name,
      labels: { ...metadata.labels, ...labels },
      annotations: { ...Object.fromEntries(own), ...annotations },
    },
    ...fieldsOf(kind, rest),
  };
}

function fieldsOf(kind: string, rest: Fields): Fields {
  if (kind === 'Service' && isMapping(rest['spec'])) return { spec: serviceSpec(rest['spec']) };
  // Tokens of the original, which are made anew.
  if (kind === 'ServiceAccount') return Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'secrets'));
  return rest;
}

/** Reachable in the cluster alone: no port of the nodes, no load balancer of a cloud. A headless one stays so. */
function serviceSpec(spec: Fields): Fields {
  const { clusterIP, clusterIPs: _, type: __, ports, ...rest } = spec;
  const kept = Object.entries(rest).filter(([key]) => !OF_ONE_SERVICE.includes(key));
  return {
    ...Object.fromEntries(kept),
    type: 'ClusterIP',
    ...(clusterIP === 'None' && { clusterIP }),
    ...(Array.isArray(ports) && { ports: ports.map(withoutNodePort) }),
  };
}

function withoutNodePort(port: unknown): unknown {
  if (!isMapping(port)) return port;
  const { nodePort: _, ...rest } = port;
  return rest;
}
