import { type DoctorFinding, fine, odd, wrong } from '../../experiments/definition/doctor.ts';
import type { Cluster, ClusterObject } from '../cluster.ts';
import { isMapping } from '../kubernetes/json.ts';
import { asWorkload } from '../kubernetes/views.ts';
import type { DoctorCall, DoctorCheck } from './cluster-check.ts';

interface Engine {
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** What needs it. */
  readonly for: string;
  /** By which its usual installations mark the deployment of its controller, and how they name it. */
  readonly labels: string;
  readonly deployment: string;
  /** Without a running controller nothing happens to its objects. */
  readonly isNeeded: boolean;
}

const ENGINES: readonly Engine[] = [
  {
    name: 'Chaos Mesh',
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'PodChaos',
    for: 'chaos-mesh',
    labels: 'app.kubernetes.io/component=controller-manager,app.kubernetes.io/name=chaos-mesh',
    deployment: 'chaos-controller-manager',
    isNeeded: true,
  },
  {
    name: 'Litmus',
    apiVersion: 'litmuschaos.io/v1alpha1',
    kind: 'ChaosEngine',
    for: 'litmus-engine',
    labels: 'app.kubernetes.io/component=operator,app.kubernetes.io/part-of=litmus',
    deployment: 'chaos-operator-ce',
    isNeeded: true,
  },
  {
    name: 'Istio',
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    for: 'istio-http-fault',
    labels: 'app=istiod',
    deployment: 'istiod',
    isNeeded: false,
  },
  {
    name: 'volume snapshots',
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    for: 'csi-volume-snapshot',
    labels: 'app.kubernetes.io/name=snapshot-controller',
    deployment: 'snapshot-controller',
    isNeeded: false,
  },
];

export const engines: DoctorCheck = (call) => Promise.all(ENGINES.map((engine) => lookAt(engine, call)));

async function lookAt(engine: Engine, call: DoctorCall): Promise<DoctorFinding> {
  const { cluster } = call.ports;
  const { name, apiVersion, kind } = engine;
  const isAsked = [...call.faults, ...call.others].some((one) => one === engine.for);
  if ((await cluster.resourceOf({ apiVersion, kind }, call.signal)) === undefined) {
    if (!isAsked) return fine(name, `not installed; ${engine.for} cannot be used`);
    return wrong(
      name,
      `the cluster does not know ${kind} of ${apiVersion}`,
      `Install it, or do without ${engine.for}.`,
    );
  }
  const found = await controllersOf(engine, cluster, call.signal);
  if (found === 'forbidden')
    return odd(name, 'installed; its version is not known, because we may not list deployments');
  if (found.length === 0) {
    const seen = 'its definitions are installed, and no controller of it was found';
    return engine.isNeeded
      ? odd(name, seen, 'Look whether it runs: without it nothing happens to its objects.')
      : odd(name, seen);
  }
  const ready = found.filter((one) => (asWorkload(one).status?.readyReplicas ?? 0) > 0);
  const versions = [...new Set(found.map(versionOf))].join(', ');
  if (ready.length > 0)
    return fine(name, `${versions}, in ${found.map(({ metadata }) => metadata.namespace).join(', ')}`);
  return wrong(
    name,
    `${versions} is installed, and its controller is not ready`,
    'Look at the pods of its controller.',
  );
}

/** Only who may see the deployments of all namespaces can tell. */
async function controllersOf(
  { labels, deployment }: Engine,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<readonly ClusterObject[] | 'forbidden'> {
  try {
    const query = { apiVersion: 'apps/v1', kind: 'Deployment' };
    const marked = await cluster.list({ ...query, labels }, signal);
    return marked.length > 0 ? marked : await cluster.list({ ...query, fields: `metadata.name=${deployment}` }, signal);
  } catch {
    return 'forbidden';
  }
}

/** By its label, or else by its image. */
function versionOf({ metadata, spec }: ClusterObject): string {
  const label = metadata.labels?.['app.kubernetes.io/version'];
  if (label !== undefined) return label;
  const template = isMapping(spec) && isMapping(spec['template']) ? spec['template']['spec'] : undefined;
  const containers = isMapping(template) && Array.isArray(template['containers']) ? template['containers'] : [];
  const [first]: readonly unknown[] = containers;
  const image = isMapping(first) ? first['image'] : undefined;
  return typeof image === 'string' ? `image ${image}` : 'an unknown version';
}
