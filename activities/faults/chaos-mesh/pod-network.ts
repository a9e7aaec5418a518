import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { CHAOS_MESH, type OnChaos } from './chaos-object.ts';
import { podIn, recordsOf } from './records.ts';

/** The rules of one pod: all chaos of its network is set together, in an object that has its name. */
export interface PodNetwork {
  readonly namespace: string;
  readonly name: string;
  readonly label: string;
  /** Rules of the chaos that was asked about. */
  readonly rules: number;
  /** What the daemon says of the last attempt to set the rules of this pod. */
  readonly failed: string | undefined;
}

const LISTS = ['tcs', 'iptables', 'ipsets'] as const;

/** Of every pod that a NetworkChaos has a record of, where there is one. */
export async function podNetworksOf(call: OnChaos, chaos: ClusterObject): Promise<readonly PodNetwork[]> {
  if (chaos.kind !== 'NetworkChaos') return [];
  const { namespace, name } = chaos.metadata;
  const source = `${namespace ?? ''}/${name}`;
  const pods = recordsOf(chaos)
    .map(podIn)
    .filter((pod) => pod !== undefined);
  const unique = [...new Map(pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod])).values()];
  const found = await Promise.all(
    unique.map((pod) =>
      call.ports.cluster.get({ apiVersion: CHAOS_MESH, kind: 'PodNetworkChaos', ...pod }, call.signal),
    ),
  );
  return found.filter((one) => one !== undefined).map((one) => networkIn(one, (from) => from === source));
}

/** Every pod of these namespaces whose rules come from a chaos of this name, or from one that it made. */
export async function networksFrom(
  call: OnChaos,
  source: { readonly namespace: string; readonly name: string },
  namespaces: readonly string[],
): Promise<readonly PodNetwork[]> {
  const { cluster } = call.ports;
  const lists = await Promise.all(
    namespaces.map((namespace) =>
      cluster.list({ apiVersion: CHAOS_MESH, kind: 'PodNetworkChaos', namespace }, call.signal),
    ),
  );
  const own = `${source.namespace}/${source.name}`;
  const isFrom = (from: string) => from === own || from.startsWith(`${own}-`);
  return lists
    .flat()
    .map((one) => networkIn(one, isFrom))
    .filter(({ rules }) => rules > 0);
}

function networkIn(object: ClusterObject, isFrom: (source: string) => boolean): PodNetwork {
  const { namespace = '', name } = object.metadata;
  const { spec, status } = object;
  const rules = LISTS.flatMap((list): readonly unknown[] => {
    const entries = isMapping(spec) ? spec[list] : undefined;
    return Array.isArray(entries) ? entries : [];
  }).filter((rule) => isMapping(rule) && isFrom(String(rule['source'])));
  const failed = isMapping(status) ? status['failedMessage'] : undefined;
  return {
    namespace,
    name,
    label: `PodNetworkChaos ${namespace}/${name}`,
    rules: rules.length,
    failed: typeof failed === 'string' && failed !== '' ? failed : undefined,
  };
}
