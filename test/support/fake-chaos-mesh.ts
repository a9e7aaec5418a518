import type { ClusterObject, NewObject, ObjectKey } from '../../activities/cluster.ts';
import type { Clock } from '../../activities/ports.ts';
import { customKind, type FakeCluster, fakeCluster } from './fake-cluster.ts';

export const CHAOS_MESH = 'chaos-mesh.org/v1alpha1';
const KINDS = ['NetworkChaos', 'PodNetworkChaos', 'PodChaos', 'StressChaos', 'Schedule', 'Workflow', 'WorkflowNode'];

export const aClusterWithChaosMesh = (options: Parameters<typeof fakeCluster>[0] = {}): FakeCluster =>
  fakeCluster({ ...options, kinds: KINDS.map((kind) => customKind(CHAOS_MESH, kind, { ownStatus: false })) });

/** Time passes only when somebody waits; then the world may change. */
export function steppingClock(
  step: (waited: number) => void = () => {},
  began = Date.UTC(2026, 10, 20),
): Clock & { readonly waited: () => number } {
  let passed = 0;
  return {
    now: () => began + passed,
    monotonic: () => passed,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      passed += ms;
      step(passed);
    },
    waited: () => passed,
  };
}

export interface RecordState {
  readonly id: string;
  readonly selectorKey?: string;
  readonly phase: string;
  readonly injectedCount?: number;
  readonly recoveredCount?: number;
  readonly failed?: string;
}

/** What the controllers of Chaos Mesh write into an object: records, and the conditions that they sum up to. */
export function statusWith(records: readonly RecordState[], desiredPhase = 'Run'): object {
  const all = (phase: string) =>
    String(records.every((one) => one.phase === phase)).replace(/^./, (c) => c.toUpperCase());
  return {
    conditions: [
      { type: 'AllInjected', status: all('Injected') },
      { type: 'AllRecovered', status: all('Not Injected') },
    ],
    experiment: {
      desiredPhase,
      containerRecords: records.map(({ failed, ...record }) => ({
        selectorKey: '.',
        injectedCount: 0,
        recoveredCount: 0,
        ...record,
        ...(failed === undefined ? {} : { events: [{ type: 'Failed', operation: 'Apply', message: failed }] }),
      })),
    },
  };
}

export const injectedInto = (...ids: readonly string[]): object =>
  statusWith(ids.map((id) => ({ id, phase: 'Injected', injectedCount: 1 })));

/** The controllers do to every chaos of this kind what is given; they hold it by their finalizer until it is recovered. */
export function theChaos(cluster: FakeCluster, kind: string): ClusterObject | undefined {
  const created = cluster.calls.find(
    ({ verb, what, args }) => verb === 'create' && isReal(args) && what.startsWith(`${kind} `),
  );
  const object = created?.args[0] as NewObject | undefined;
  return object && cluster.seen(keyOf(object));
}

export function setStatus(cluster: FakeCluster, kind: string, status: object): void {
  const chaos = theChaos(cluster, kind);
  if (chaos === undefined) return;
  const finalizers = ['chaos-mesh/records'];
  cluster.change(
    keyOf(chaos),
    (object) => ({ ...object, metadata: { ...object.metadata, finalizers }, status }),
    'chaos-mesh',
  );
}

/** The controller lets it go: it is recovered. */
export function letGo(cluster: FakeCluster, kind: string): void {
  const chaos = theChaos(cluster, kind);
  if (chaos?.metadata.deletionTimestamp !== undefined) cluster.vanish(keyOf(chaos));
}

const isReal = (args: readonly unknown[]): boolean => !(args[1] as { dryRun?: boolean } | undefined)?.dryRun;

const keyOf = ({ apiVersion, kind, metadata: { namespace, name = '' } }: NewObject): ObjectKey => ({
  apiVersion,
  kind,
  namespace,
  name,
});
