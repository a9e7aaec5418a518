import type { ClusterObject } from '../../cluster.ts';
import { isMapping, type Mapping } from '../../kubernetes/json.ts';
import { keyOfEngine, namespaceOf, type OnEngine } from './engine-object.ts';

const KINDS = [
  { apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'v1', kind: 'Pod' },
] as const;

/**
 * The jobs and pods that do the damage, helpers included. Litmus marks them with the uid of their engine; when that is gone they
 * are found by the name of the engine, which is in their environment.
 */
export async function runsOf(call: OnEngine, uid: string | undefined): Promise<readonly ClusterObject[]> {
  const namespace = namespaceOf(call);
  const { name } = keyOfEngine(call);
  const lists = await Promise.all(
    KINDS.map((kind) => call.ports.cluster.list({ ...kind, namespace, labels: 'chaosUID' }, call.signal)),
  );
  return lists.flat().filter((one) => isOf(one, uid, name));
}

function isOf({ metadata, spec }: ClusterObject, uid: string | undefined, engine: string): boolean {
  const { labels = {} } = metadata;
  if (uid !== undefined && labels['chaosUID'] === uid) return true;
  return labels['app'] === engine || containersIn(spec).some((container) => isToldOf(container, engine));
}

function containersIn(spec: unknown): readonly Mapping[] {
  if (!isMapping(spec)) return [];
  const { template, containers } = spec;
  if (isMapping(template)) return containersIn(template['spec']);
  return Array.isArray(containers) ? containers.filter(isMapping) : [];
}

function isToldOf({ env }: Mapping, engine: string): boolean {
  const variables: readonly unknown[] = Array.isArray(env) ? env : [];
  return variables.some((one) => isMapping(one) && one['name'] === 'CHAOSENGINE' && one['value'] === engine);
}

export const namesOf = (runs: readonly ClusterObject[]): string =>
  runs.map(({ kind, metadata }) => `${kind.toLowerCase()} ${metadata.namespace}/${metadata.name}`).join(', ');
