/**
 * An immutable identity of one target, resolved and recorded before any damage, so that a retry can never hit the
 * successor. `key` is the mutex: one live fault per key. It is part of a workflow id, so it is short and printable.
 */
export interface ProcessIdentity {
  readonly kind: 'process';
  readonly key: string;
  readonly label: string;
  readonly host: string;
  readonly bootId: string;
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: clock ticks after boot. A recycled pid has another. */
  readonly startTicks: number;
  readonly ports: readonly number[];
}

export interface ApplicationIdentity {
  readonly kind: 'application';
  readonly key: string;
  readonly label: string;
  readonly url: string;
}

export interface ResourceIdentity {
  readonly kind: 'resource';
  readonly key: string;
  readonly label: string;
  readonly name: string;
}

/** One object of a cluster. The uid is this incarnation of it: a StatefulSet gives the name of a pod again, never its uid. */
export interface KubernetesIdentity {
  readonly kind: 'kubernetes';
  readonly key: string;
  readonly label: string;
  readonly apiVersion: string;
  /** Pod, Deployment, Node… as the API writes it. */
  readonly objectKind: string;
  /** Not for what lives beside namespaces. */
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly uid: string;
  /** The cluster itself: the uid of its namespace kube-system. In another one the object is not gone, but elsewhere. */
  readonly cluster?: string | undefined;
  /** Of a pod: the container that is meant, when one was named. */
  readonly container?: string | undefined;
  /** Of a pod: where it ran when it was chosen. */
  readonly node?: string | undefined;
}

export type TargetIdentity = ProcessIdentity | ApplicationIdentity | ResourceIdentity | KubernetesIdentity;

/** What a selector found: all that matched, and those that were taken. */
export interface ResolvedTargets {
  readonly matched: number;
  readonly taken: readonly TargetIdentity[];
  /** Why nothing was taken, when the target says that this is no mistake (`ifEmpty: skip`). */
  readonly skipped?: string | undefined;
  /** What matched, by name and incarnation, as far as it can change between two looks. */
  readonly names?: readonly string[] | undefined;
}
