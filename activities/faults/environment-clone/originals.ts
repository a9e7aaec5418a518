import type { CopiedObject } from '../../../experiments/definition/environment.ts';
import { apiVersionOf } from '../../../experiments/definition/kubernetes-kinds.ts';
import type { ClusterObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { nameOf } from '../../kubernetes/name-of.ts';
import type { Preparing } from './call.ts';

/** Everything that is to be copied, in the order of the document. Fails when something is missing, or would reach out of the clone. */
export async function originals(call: Preparing): Promise<readonly ClusterObject[]> {
  const found: ClusterObject[] = [];
  for (const one of call.settings.copy) {
    const object = await call.ports.cluster.get(keyOf(one, call.settings.from), call.signal);
    if (object === undefined) {
      throw refused(`there is no ${one.kind.toLowerCase()} ${call.settings.from}/${one.name}`, 'Correct "copy"');
    }
    const why = reachesOut(object, call.settings.from);
    if (why !== undefined) throw refused(`${nameOf(object)} ${why}`, 'Leave it out of "copy", or change it first');
    found.push(object);
  }
  return found;
}

export function keyOf({ kind, name }: CopiedObject, namespace: string): ObjectKey {
  // Secrets and service accounts are no targets, so they are not among the known kinds.
  return { apiVersion: apiVersionOf(kind) ?? 'v1', kind, namespace, name };
}

/** Why a copy of it would act on what is not in the clone. */
export function reachesOut(object: ClusterObject, from: string): string | undefined {
  const { kind, metadata: _, status: __, ...rest } = object;
  const { spec } = rest;
  if (kind === 'Service' && isMapping(spec) && spec['type'] === 'ExternalName') {
    return 'leads out of the cluster (ExternalName)';
  }
  if (rest['type'] === 'kubernetes.io/service-account-token') return 'is the token of a service account';
  const pod = podSpecIn(spec);
  const shared = OF_NODE.find((key) => pod?.[key] === true);
  if (shared !== undefined) return `shares what belongs to its node (${shared})`;
  const foreign = sourcesOf(pod).find((key) => !OWN_SOURCES.includes(key));
  if (foreign !== undefined) return `has a volume that is not of its namespace (${foreign})`;
  const [named] = naming(from).exec(readable(kind, rest)) ?? [];
  return named === undefined
    ? undefined
    : `names its own namespace ("${named}"), so its copy would talk to the original`;
}

const OF_NODE = ['hostNetwork', 'hostPID', 'hostIPC'];
/** Volumes that live in the namespace, or with the pod. Any other (nfs, hostPath, iscsi…) is the very one of the original. */
const OWN_SOURCES = [
  'persistentVolumeClaim',
  'configMap',
  'secret',
  'emptyDir',
  'downwardAPI',
  'projected',
  'ephemeral',
];

function sourcesOf(pod: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const volumes: unknown = pod?.['volumes'];
  if (!Array.isArray(volumes)) return [];
  return volumes.filter(isMapping).flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name'));
}

function podSpecIn(spec: unknown): Readonly<Record<string, unknown>> | undefined {
  const template = isMapping(spec) ? spec['template'] : undefined;
  const pod = isMapping(template) ? template['spec'] : undefined;
  return isMapping(pod) ? pod : undefined;
}

/** An address in the cluster's DNS: `.shop.svc`, or `.shop` at the end of a name. */
const naming = (namespace: string): RegExp =>
  new RegExp(String.raw`\.${namespace}(?:\.svc\b|(?=[:/"'\s,;)\\]|$))`, 'm');

/** The values of a Secret are base64. They are looked at here, and go nowhere. */
function readable(kind: string, rest: Readonly<Record<string, unknown>>): string {
  if (kind !== 'Secret' || !isMapping(rest['data'])) return JSON.stringify(rest);
  return Object.values(rest['data'])
    .map((text) => Buffer.from(String(text), 'base64').toString('utf8'))
    .join('\n');
}

function refused(seen: string, next: string): Error {
  return failure(FailureType.unsupported, `The clone was not made: ${seen}. ${next}.`);
}
