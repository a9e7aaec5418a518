import type {
  Cluster,
  ClusterObject,
  NewObject,
  ObjectKey,
  PatchOrder,
  PodCommand,
  Write,
  Written,
} from '../../activities/cluster.ts';
import { failure, FailureType } from '../../activities/failures.ts';
import type { CommandResult } from '../../activities/ports.ts';
import { applied } from './fake-cluster-apply.ts';
import { type ClusterCall, FakeCalls, type Moment } from './fake-cluster-calls.ts';
import { deleteWithDependents, evicted } from './fake-cluster-endings.ts';
import { type FakeKind, findKind, KUBERNETES_KINDS, resourceOfKind } from './fake-cluster-kinds.ts';
import { FakeObjects } from './fake-cluster-objects.ts';
import type { Writer } from './fake-cluster-owners.ts';
import { DoesNotApply, jsonPatched, mergePatched } from './fake-cluster-patches.ts';
import { byFields, byLabels } from './fake-cluster-selectors.ts';

export { customKind } from './fake-cluster-kinds.ts';
export type { ClusterCall, Moment } from './fake-cluster-calls.ts';

export interface FakeClusterOptions {
  /** Custom resources that are installed: `customKind('chaos-mesh.org/v1alpha1', 'PodChaos', { plural: 'podchaos' })`. */
  readonly kinds?: readonly FakeKind[];
  /** There from the beginning. */
  readonly objects?: readonly NewObject[];
  readonly now?: () => number;
  readonly exec?: (command: PodCommand) => CommandResult | Promise<CommandResult>;
  /** Answers of `read`; /version and /readyz are answered anyway. */
  readonly paths?: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;
}

/** A cluster in memory. There is no controller in it: what a controller would do, the test does with `put` and `change`. */
export interface FakeCluster extends Cluster {
  /**
   * Somebody else makes it so: a new incarnation of whatever was there, unless the uid is given. Its namespace appears as
   * needed; its status and deletionTimestamp count. No call.
   */
  put(object: NewObject): ClusterObject;
  /** Somebody else changes what is there (also its status). No call. */
  change(key: ObjectKey, how: (object: ClusterObject) => NewObject, manager?: string): ClusterObject;
  /** Somebody else deletes it: gone at once, finalizers or not. No call. */
  vanish(key: ObjectKey): void;
  /** As `get`, without a call. */
  seen(key: ObjectKey): ClusterObject | undefined;
  /** All that is there, without a call. */
  everything(): readonly ClusterObject[];
  readonly calls: readonly ClusterCall[];
  /** The calls that would change something, as `patch Deployment shop/web`. */
  writes(): readonly string[];
  before(moment: Moment, act: (call: ClusterCall) => void): void;
  /** No effect, and EffectFailed, or what is given. */
  failAt(moment: Moment, error?: Error): void;
  /** The effect is there, the answer is lost. */
  loseAnswerAt(moment: Moment, error?: Error): void;
  conflictAt(moment: Moment, detail?: string): void;
}

const WRITES: ReadonlySet<string> = new Set(['create', 'replace', 'patch', 'delete', 'evict', 'exec']);
const NOT_REACHED = 'The API server of the fake cluster was not reached.';

export function fakeCluster(options: FakeClusterOptions = {}): FakeCluster {
  const kinds = [...KUBERNETES_KINDS, ...(options.kinds ?? [])];
  const now = options.now ?? Date.now;
  const objects = new FakeObjects(kinds, now);
  const calls = new FakeCalls();
  const writer = (manager: string, operation: Writer['operation'] = 'Update', subresource?: string): Writer => ({
    manager,
    operation,
    time: new Date(now()).toISOString(),
    ...(subresource === undefined ? {} : { subresource }),
  });
  const by = (how: Write | undefined) => ({ who: writer(how?.manager ?? 'gameday'), dryRun: how?.dryRun });

  function put(object: NewObject): ClusterObject {
    const kind = objects.kindOf(object);
    const { namespace } = object.metadata;
    if (kind.namespaced && namespace !== undefined && !objects.isNamespaceOpen(namespace)) {
      put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    }
    const before = objects.get(keyOf(object));
    if (before !== undefined) objects.remove(before);
    return structuredClone(objects.add(object, { who: writer('somebody') }, true));
  }

  function patch(key: ObjectKey, order: PatchOrder): Written {
    order.signal?.throwIfAborted();
    const before = objects.get(key);
    const { subresource, dryRun } = order;
    if (order.type === 'apply') {
      if (before === undefined && !objects.isNamespaceOpen(key.namespace)) return { outcome: 'gone' };
      const who = writer(order.manager ?? 'gameday', 'Apply', subresource);
      const result = applied(before, order.body as NewObject, who, order.force ?? false);
      if ('conflict' in result) return { outcome: 'conflict', detail: result.conflict };
      const how = { who, dryRun, subresource, owners: result.owners };
      if (before !== undefined) return objects.update(before, result.object, how);
      return { outcome: 'written', object: objects.add(result.object, how) };
    }
    if (before === undefined) return { outcome: 'gone' };
    const from = subresource === 'scale' ? scaleOf(before) : before;
    const patched = order.type === 'merge' ? mergePatched(from, order.body) : jsonPatch(from, order.body);
    if ('conflict' in (patched as object))
      return { outcome: 'conflict', detail: (patched as { conflict: string }).conflict };
    const who = writer(order.manager ?? 'gameday', 'Update', subresource);
    const after = subresource === 'scale' ? scaledTo(before, patched as NewObject) : (patched as NewObject);
    const written = objects.update(before, after, { who, dryRun, subresource });
    if (subresource !== 'scale' || written.outcome !== 'written') return written;
    return { outcome: 'written', object: scaleOf(written.object) };
  }

  const cluster: FakeCluster = {
    describe: () => ({ context: 'fake', server: 'https://fake.invalid' }),
    get: (key, signal) =>
      calls.run('get', named(key), [key], () => {
        signal?.throwIfAborted();
        return objects.get(key);
      }),
    list: (query, signal) =>
      calls.run('list', named({ ...query, name: '*' }), [query], () => {
        signal?.throwIfAborted();
        objects.kindOf(query);
        const kept = [byLabels(query.labels), byFields(query.fields)];
        return objects
          .all()
          .filter(({ apiVersion, kind }) => apiVersion === query.apiVersion && kind === query.kind)
          .filter(({ metadata }) => query.namespace === undefined || metadata.namespace === query.namespace)
          .filter((object) => kept.every((keep) => keep(object)))
          .toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
      }),
    create: (object, how) =>
      calls.run('create', named(keyOf(object)), [object, how], () => {
        how?.signal?.throwIfAborted();
        if (objects.kindOf(object).namespaced && !objects.isNamespaceOpen(object.metadata.namespace))
          return { outcome: 'gone' };
        if (objects.get(keyOf(object)) !== undefined) {
          return { outcome: 'conflict', detail: `${named(keyOf(object))} already exists` };
        }
        return { outcome: 'written', object: objects.add(object, by(how)) };
      }),
    replace: (object, how) =>
      calls.run('replace', named(keyOf(object)), [object, how], () => {
        how?.signal?.throwIfAborted();
        const before = objects.get(keyOf(object));
        return before === undefined ? { outcome: 'gone' } : objects.update(before, object, by(how));
      }),
    patch: (key, how) => calls.run('patch', named(key), [key, how], () => patch(key, how)),
    delete: (key, how = {}) =>
      calls.run('delete', named(key), [key, how], () => {
        how.signal?.throwIfAborted();
        const object = objects.get(key);
        if (object === undefined) return 'gone';
        const { uid, resourceVersion } = object.metadata;
        if ((how.uid ?? uid) !== uid || (how.resourceVersion ?? resourceVersion) !== resourceVersion) return 'conflict';
        if (!how.dryRun) deleteWithDependents(objects, object, how.propagation, by(how).who);
        return 'accepted';
      }),
    evict: (pod, how) =>
      calls.run('evict', `Pod ${pod.namespace}/${pod.name}`, [pod, how], () => {
        how?.signal?.throwIfAborted();
        const found = objects.get({ apiVersion: 'v1', kind: 'Pod', ...pod });
        if (found === undefined || found.metadata.uid !== pod.uid) return { outcome: 'gone' };
        const { blocked } = evicted(objects, found, writer('kube-apiserver'));
        return blocked === undefined ? { outcome: 'evicted' } : { outcome: 'blocked', detail: blocked };
      }),
    exec: (command) =>
      calls.run('exec', `Pod ${command.namespace}/${command.pod}`, [command], () => {
        command.signal?.throwIfAborted();
        if (
          objects.get({ apiVersion: 'v1', kind: 'Pod', namespace: command.namespace, name: command.pod }) === undefined
        ) {
          return { outcome: 'failed', reason: `pods "${command.pod}" not found`, durationMs: 0 };
        }
        if (options.exec !== undefined) return options.exec(command);
        throw new Error('This fake cluster was given no handler for exec.');
      }),
    resourceOf: (kind) =>
      calls.run('resourceOf', `${kind.kind} ${kind.apiVersion}`, [kind], () => {
        const found = findKind(kinds, kind);
        return found === undefined ? undefined : resourceOfKind(found);
      }),
    read: (path) =>
      calls.run('read', path, [path], () => ({
        ...(options.paths?.[path] ??
          ANSWERS[path] ?? { status: 404, body: { kind: 'Status', status: 'Failure', code: 404 } }),
        date: new Date(now()).toUTCString(),
      })),

    put,
    change(key, how, manager = 'somebody') {
      const before = objects.get(key);
      if (before === undefined) throw new Error(`There is no ${named(key)} in the fake cluster.`);
      const after = how(structuredClone(before));
      const written = objects.update(before, after, { who: writer(manager) });
      const { status } = after;
      const current = written.outcome === 'written' ? written.object : before;
      const kept = objects.get(key);
      if (kept === undefined) return structuredClone(current);
      const final = objects.update(kept, { ...kept, status }, { who: writer(manager), subresource: 'status' });
      return structuredClone(final.outcome === 'written' ? final.object : kept);
    },
    vanish(key) {
      const object = objects.get(key);
      if (object !== undefined) objects.remove(object);
    },
    seen: (key) => structuredClone(objects.get(key)),
    everything: () => structuredClone(objects.all()),
    calls: calls.log,
    writes: () => calls.log.filter(({ verb }) => WRITES.has(verb)).map(({ verb, what }) => `${verb} ${what}`),
    before: (moment, act) => calls.before(moment, act),
    failAt: (moment, error = failure(FailureType.effectFailed, NOT_REACHED)) => calls.failAt(moment, error),
    loseAnswerAt: (moment, error = failure(FailureType.effectFailed, NOT_REACHED)) => calls.loseAnswerAt(moment, error),
    conflictAt: (moment, detail = 'the object has been modified') => calls.conflictAt(moment, detail),
  };
  for (const name of ['default', 'kube-system']) put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  for (const object of options.objects ?? []) put(object);
  return cluster;
}

/** The key of an object. */
export function keyOf({ apiVersion, kind, metadata: { namespace, name = '' } }: NewObject): ObjectKey {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

const ANSWERS: Readonly<Record<string, { readonly status: number; readonly body: unknown }>> = {
  '/version': { status: 200, body: { major: '1', minor: '36', gitVersion: 'v1.36.0-fake' } },
  '/readyz': { status: 200, body: 'ok' },
};

const named = ({ kind, namespace, name }: ObjectKey): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

const order = ({ metadata }: ClusterObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

function jsonPatch(from: unknown, body: unknown): unknown {
  try {
    return jsonPatched(from, body as Parameters<typeof jsonPatched>[1]);
  } catch (error) {
    if (error instanceof DoesNotApply) return { conflict: error.message };
    throw error;
  }
}

interface Scaled {
  readonly spec?: { readonly replicas?: number };
}

function scaleOf({ metadata, ...rest }: ClusterObject): ClusterObject {
  const { labels: _labels, annotations: _annotations, managedFields: _owners, ...kept } = metadata;
  const { spec } = rest as Scaled;
  return { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: kept, spec: { replicas: spec?.replicas ?? 0 } };
}

function scaledTo(before: ClusterObject, scale: NewObject): NewObject {
  const { replicas } = (scale as Scaled).spec ?? {};
  const { uid, resourceVersion } = scale.metadata;
  const metadata = {
    ...before.metadata,
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
  return { ...before, metadata, spec: { ...(before['spec'] as object), replicas } };
}
