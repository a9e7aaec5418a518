import { randomUUID } from 'node:crypto';
import type { ClusterObject, NewObject, ObjectKey, ObjectMeta, Written } from '../../activities/cluster.ts';
import { failure, FailureType } from '../../activities/failures.ts';
import { type FakeKind, findKind } from './fake-cluster-kinds.ts';
import { type FieldOwner, ownersAfterUpdate, ownersOf, type Writer } from './fake-cluster-owners.ts';
import { sameJson } from './fake-cluster-patches.ts';

export interface WriteOptions {
  readonly who: Writer;
  readonly dryRun?: boolean | undefined;
  readonly subresource?: 'status' | 'scale' | undefined;
  /** Given by an apply, which knows better; else whoever changes a field owns it. */
  readonly owners?: readonly FieldOwner[] | undefined;
}

/** What the API server keeps, and what it does to an object before it is kept. */
export class FakeObjects {
  readonly #kept = new Map<string, ClusterObject>();
  #version = 1000;

  readonly kinds: readonly FakeKind[];
  readonly now: () => number;

  constructor(kinds: readonly FakeKind[], now: () => number) {
    this.kinds = kinds;
    this.now = now;
  }

  kindOf(key: Pick<ObjectKey, 'apiVersion' | 'kind'>): FakeKind {
    const kind = findKind(this.kinds, key);
    if (kind !== undefined) return kind;
    throw failure(FailureType.unsupported, `The fake cluster does not know ${key.kind} of ${key.apiVersion}.`);
  }

  get(key: ObjectKey): ClusterObject | undefined {
    const namespace = this.kindOf(key).namespaced ? key.namespace : undefined;
    return this.#kept.get(placeOf({ ...key, metadata: { name: key.name, namespace } }));
  }

  all(): readonly ClusterObject[] {
    return [...this.#kept.values()];
  }

  isNamespaceOpen(name: string | undefined): boolean {
    if (name === undefined) return true;
    const found = this.get({ apiVersion: 'v1', kind: 'Namespace', name });
    return found !== undefined && found.metadata.deletionTimestamp === undefined;
  }

  /** `found`: as it was before the test began, with what only the server writes. */
  add(given: NewObject, { who, dryRun, owners }: WriteOptions, found = false): ClusterObject {
    const kind = this.kindOf(given);
    const { status, ...rest } = structuredClone(given);
    const { name, namespace, uid, creationTimestamp, deletionTimestamp, generation, ...others } = rest.metadata;
    if (name === undefined) throw failure(FailureType.unsupported, `A ${given.kind} without a name cannot be created.`);
    const { labels, annotations, finalizers, ownerReferences } = others;
    const metadata: ObjectMeta = {
      name,
      ...present({ labels, annotations, finalizers, ownerReferences }),
      ...present({ namespace: kind.namespaced ? namespace : undefined }),
      uid: randomUUID(),
      resourceVersion: this.#nextVersion(),
      ...(kind.counted ? { generation: 1 } : {}),
      creationTimestamp: this.#time(),
      ...(found ? present({ uid, creationTimestamp, deletionTimestamp, generation }) : {}),
    };
    const bare = { ...rest, ...present({ status: found || !kind.ownStatus ? status : undefined }), metadata };
    const managedFields = owners ?? ownersAfterUpdate(undefined, bare, who);
    const object = { ...bare, metadata: { ...metadata, managedFields } };
    if (!dryRun) this.#kept.set(placeOf(object), object);
    return object;
  }

  /** `after` is what the client wants it to be; what only the server may set is taken from `before`. */
  update(before: ClusterObject, after: NewObject, { who, dryRun, subresource, owners }: WriteOptions): Written {
    const wanted = after.metadata;
    if (wanted.uid !== undefined && wanted.uid !== before.metadata.uid) {
      return {
        outcome: 'conflict',
        detail: `Precondition failed: UID in precondition: ${wanted.uid}, UID in object meta: ${before.metadata.uid}`,
      };
    }
    if (wanted.resourceVersion !== undefined && wanted.resourceVersion !== before.metadata.resourceVersion) {
      return {
        outcome: 'conflict',
        detail: `Operation cannot be fulfilled on "${before.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`,
      };
    }
    const { kind, bare } = this.#asKept(before, after, subresource);
    const managedFields = owners ?? ownersAfterUpdate(asTold(before, wanted), bare, who);
    const same = sameJson(withoutOwners(before), bare) && sameJson(timeless(ownersOf(before)), timeless(managedFields));
    if (same) return { outcome: 'written', object: before };
    const counted = kind.counted && !sameJson(countedPart(before), countedPart(bare));
    const generation = counted ? { generation: (before.metadata.generation ?? 0) + 1 } : {};
    const object = {
      ...bare,
      metadata: { ...bare.metadata, ...generation, resourceVersion: this.#nextVersion(), managedFields },
    };
    if (!dryRun) this.#keep(object);
    return { outcome: 'written', object };
  }

  /** At once, whatever it has. */
  remove(object: ClusterObject): void {
    this.#kept.delete(placeOf(object));
  }

  /** Waits for its finalizers, as the API server does. */
  delete(object: ClusterObject): void {
    if (object.metadata.deletionTimestamp !== undefined) return;
    const metadata = { ...object.metadata, deletionTimestamp: this.#time(), resourceVersion: this.#nextVersion() };
    this.#keep({ ...object, metadata });
  }

  #asKept(before: ClusterObject, after: NewObject, subresource: WriteOptions['subresource']) {
    const kind = this.kindOf(before);
    const { labels, annotations, finalizers, ownerReferences } = after.metadata;
    const {
      managedFields: _owners,
      labels: _1,
      annotations: _2,
      finalizers: _3,
      ownerReferences: _4,
      ...fixed
    } = before.metadata;
    const chosen = Object.entries({ labels, annotations, finalizers, ownerReferences }).filter(
      ([, value]) => value !== undefined && Object.keys(value).length > 0,
    );
    const { status, ...rest } = after;
    const metadata: ObjectMeta = { ...fixed, ...Object.fromEntries(chosen) };
    const { status: old, ...restBefore } = before;
    const pick =
      subresource === 'status' ? { ...restBefore, status } : { ...rest, status: kind.ownStatus ? old : status };
    if (pick.status === undefined) delete pick.status;
    const bare: ClusterObject = { ...pick, apiVersion: before.apiVersion, kind: before.kind, metadata };
    return { kind, bare: structuredClone(bare) };
  }

  #keep(object: ClusterObject): void {
    const { deletionTimestamp, finalizers = [] } = object.metadata;
    const place = placeOf(object);
    if (deletionTimestamp === undefined || finalizers.length > 0) this.#kept.set(place, object);
    else if (object.kind === 'Namespace' && this.#in(object.metadata.name).length > 0) this.#kept.set(place, object);
    else {
      this.#kept.delete(place);
      this.#finishNamespace(object.metadata.namespace);
    }
  }

  #in = (namespace: string) => this.all().filter(({ metadata }) => metadata.namespace === namespace);

  #finishNamespace(name: string | undefined): void {
    const namespace = name === undefined ? undefined : this.get({ apiVersion: 'v1', kind: 'Namespace', name });
    if (namespace?.metadata.deletionTimestamp !== undefined) this.#keep(namespace);
  }

  #nextVersion(): string {
    return String((this.#version += 1));
  }

  #time(): string {
    return `${new Date(this.now()).toISOString().slice(0, 19)}Z`;
  }
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

interface Placed extends Pick<ObjectKey, 'apiVersion' | 'kind'> {
  readonly metadata: { readonly namespace?: string | undefined; readonly name: string };
}

const placeOf = ({ apiVersion, kind, metadata }: Placed): string =>
  [apiVersion, kind, metadata.namespace ?? '', metadata.name].join('|');

/** Whoever sends owners is believed, as by the API server; `[{}]` says that there are none, and an empty list says nothing. */
function asTold(before: ClusterObject, { managedFields = [] }: Partial<ObjectMeta>): ClusterObject {
  if (managedFields.length === 0) return before;
  const told = managedFields.filter((entry) => Object.keys(entry as object).length > 0);
  return { ...before, metadata: { ...before.metadata, managedFields: told } };
}

function withoutOwners({ metadata: { managedFields: _owners, ...metadata }, ...rest }: ClusterObject): unknown {
  return { ...rest, metadata };
}

function countedPart({ metadata: _metadata, status: _status, ...rest }: ClusterObject): unknown {
  return rest;
}

const timeless = (owners: readonly FieldOwner[]): unknown => owners.map(({ time: _time, ...owner }) => owner);
