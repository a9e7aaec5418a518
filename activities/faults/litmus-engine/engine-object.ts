import type { ClusterObject, NewObject, ObjectKey } from '../../cluster.ts';
import { FailureType } from '../../failures.ts';
import { isMapping, type Mapping } from '../../kubernetes/json.ts';
import { EXPIRES_AT, FAULT_ID, FAULT_LABEL, markOf } from '../../kubernetes/marks.ts';
import type { FaultCall } from '../driver.ts';
import { isOfType } from '../engine/failing.ts';
import { createOurs, readOurs } from '../kubernetes/created-object.ts';
import { identityOf } from '../kubernetes/target-object.ts';

export const LITMUS = 'litmuschaos.io/v1alpha1';
export const DURATION = 'TOTAL_CHAOS_DURATION';

export type OnEngine = Omit<FaultCall<'litmus-engine'>, 'baseline'>;

export function keyOfEngine(call: Pick<OnEngine, 'faultId' | 'target'>): ObjectKey {
  return {
    apiVersion: LITMUS,
    kind: 'ChaosEngine',
    namespace: namespaceOf(call),
    name: `gameday-${markOf(call.faultId)}`,
  };
}

export function namespaceOf({ target }: Pick<OnEngine, 'target'>): string {
  const { objectKind, namespace, name } = identityOf({ target });
  return objectKind === 'Namespace' ? name : (namespace ?? name);
}

export const labelOfEngine = (call: Pick<OnEngine, 'faultId' | 'target'>): string =>
  `ChaosEngine ${namespaceOf(call)}/${keyOfEngine(call).name}`;

/** `workload`: the target, when it is one; its pods are those that Litmus shall act on. */
export function engineFor(call: OnEngine, workload: ClusterObject | undefined): NewObject {
  const { faultId, expiresAt, settings, ports } = call;
  const { apiVersion, kind, name } = keyOfEngine(call);
  const seconds = Math.max(1, Math.floor((expiresAt - ports.clock.now()) / 1_000));
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: namespaceOf(call),
      labels: { [FAULT_LABEL]: markOf(faultId) },
      annotations: { [FAULT_ID]: faultId, [EXPIRES_AT]: new Date(expiresAt).toISOString() },
    },
    spec: {
      ...settings.spec,
      ...(workload && { appinfo: appinfoOf(workload) }),
      engineState: 'active',
      experiments: settings.spec.experiments.map((experiment) => lastingAtMost(experiment, seconds)),
    },
  };
}

function appinfoOf({ kind, metadata, spec }: ClusterObject): Mapping {
  const selector = isMapping(spec) && isMapping(spec['selector']) ? spec['selector']['matchLabels'] : undefined;
  const labels = Object.entries(isMapping(selector) ? selector : {});
  return {
    appns: metadata.namespace,
    appkind: kind.toLowerCase(),
    applabel: labels.map(([key, value]) => `${key}=${String(value)}`).join(','),
  };
}

/** What the author wrote stays when it is less: then Litmus ends, and judges, by itself. */
function lastingAtMost(experiment: Mapping, seconds: number): Mapping {
  const spec: Mapping = isMapping(experiment['spec']) ? experiment['spec'] : {};
  const components: Mapping = isMapping(spec['components']) ? spec['components'] : {};
  const env: readonly unknown[] = Array.isArray(components['env']) ? components['env'] : [];
  const written = env.find((one) => isMapping(one) && one['name'] === DURATION);
  const own = isMapping(written) ? Number(written['value']) : Number.NaN;
  const value = String(own > 0 && own < seconds ? own : seconds);
  const others = env.filter((one) => one !== written);
  return {
    ...experiment,
    spec: { ...spec, components: { ...components, env: [...others, { name: DURATION, value }] } },
  };
}

export const createEngine = (call: OnEngine, workload: ClusterObject | undefined): Promise<void> =>
  createOurs(call, engineFor(call, workload), keyOfEngine(call));

/** Ours, of this fault; undefined when it is gone, also together with its kind when Litmus was removed. */
export async function readEngine(call: OnEngine): Promise<ClusterObject | undefined> {
  try {
    return await readOurs(call, keyOfEngine(call));
  } catch (error) {
    const isKnown = async () => (await call.ports.cluster.resourceOf(keyOfEngine(call), call.signal)) !== undefined;
    if (!isOfType(error, FailureType.unsupported) || (await isKnown())) throw error;
    return undefined;
  }
}
