import type { CommandResult } from './ports.ts';

/** One object, by name. `namespace` is left out for what lives beside namespaces, such as a Node. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly unknown[];
}

/** As the API server sends it: plain JSON, nothing converted, nothing left out. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** What is sent: the server fills in the rest. */
export interface NewObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Partial<ObjectMeta>;
  readonly [field: string]: unknown;
}

export interface ObjectQuery {
  readonly apiVersion: string;
  readonly kind: string;
  /** In all namespaces when left out. */
  readonly namespace?: string | undefined;
  /** A label selector as kubectl takes it: `app=web,tier in (a,b),!canary`. */
  readonly labels?: string | undefined;
  readonly fields?: string | undefined;
}

export interface Write {
  /** Who owns the fields that are written; shown in `metadata.managedFields`. */
  readonly manager?: string;
  /** Asks the server, with its admission, and changes nothing. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface PatchOrder extends Write {
  /** `merge`: RFC 7386. `json`: RFC 6902, whose `test` makes it conditional. `apply`: server-side apply, fails on conflicts. */
  readonly type: 'merge' | 'json' | 'apply';
  readonly body: unknown;
  readonly subresource?: 'status' | 'scale';
  /** Only for `apply`: take fields over that others own. */
  readonly force?: boolean;
}

export interface DeleteOrder extends Write {
  /** Deletes only this incarnation, never its successor of the same name. */
  readonly uid?: string;
  /** Deletes it only as it was seen: `conflict` when anybody has changed it since. */
  readonly resourceVersion?: string;
  readonly gracePeriodSeconds?: number;
  readonly propagation?: 'Foreground' | 'Background' | 'Orphan';
}

/**
 * `gone`: there is no such object, or no longer this one. `conflict`: somebody else changed it meanwhile, or owns the
 * fields; `detail` has the words of the server.
 */
export type Written =
  | { readonly outcome: 'written'; readonly object: ClusterObject }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'conflict'; readonly detail: string };

export interface PodCommand {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string | undefined;
  readonly argv: readonly string[];
  readonly stdin?: string | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One Kubernetes cluster. What an answer can be is in the return types. Everything else fails as an ApplicationFailure with
 * the words of the server: Forbidden (401, 403, denied by an admission webhook), Unsupported (a kind that the server does not
 * know, an object that it calls invalid, no cluster configured), EffectFailed (not reached, 429, 5xx: to be tried again).
 * Every request has a timeout, also without a signal.
 */
export interface Cluster {
  /** The context and address of the API server, for people; undefined when none is configured. */
  describe(): { readonly context: string; readonly server: string } | undefined;
  get(key: ObjectKey, signal?: AbortSignal): Promise<ClusterObject | undefined>;
  /** All pages; sorted by namespace and name. */
  list(query: ObjectQuery, signal?: AbortSignal): Promise<readonly ClusterObject[]>;
  /** `conflict`: there is one of that name already. `gone`: its namespace is not there, or is being deleted. */
  create(object: NewObject, how?: Write): Promise<Written>;
  /** The whole object with its resourceVersion: a change by anybody else meanwhile is a `conflict`. */
  replace(object: ClusterObject, how?: Write): Promise<Written>;
  patch(key: ObjectKey, order: PatchOrder): Promise<Written>;
  /** Returns when the server has accepted it, not when the object is gone. `conflict`: it has another uid or version. */
  delete(key: ObjectKey, order?: DeleteOrder): Promise<'accepted' | 'gone' | 'conflict'>;
  /** Asks for an eviction, which respects disruption budgets. `blocked`: a budget does not allow it now. */
  evict(
    pod: { readonly namespace: string; readonly name: string; readonly uid: string },
    order?: Pick<DeleteOrder, 'gracePeriodSeconds' | 'signal'>,
  ): Promise<{ readonly outcome: 'evicted' | 'gone' } | { readonly outcome: 'blocked'; readonly detail: string }>;
  /** Runs a program in a container, without a shell. Output is cut at 64 KiB. */
  exec(command: PodCommand): Promise<CommandResult>;
  /** Whether the server knows this kind, and how it names it. */
  resourceOf(
    kind: Pick<ObjectKey, 'apiVersion' | 'kind'>,
    signal?: AbortSignal,
  ): Promise<{ readonly plural: string; readonly namespaced: boolean; readonly verbs: readonly string[] } | undefined>;
  /** GET of a path of the API server itself, such as /version; `date` is the clock of the server. */
  read(
    path: string,
    signal?: AbortSignal,
  ): Promise<{ readonly status: number; readonly body: unknown; readonly date?: string | undefined }>;
}
