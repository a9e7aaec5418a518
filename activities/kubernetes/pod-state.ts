import type { ClusterObject } from '../cluster.ts';
import { asPod } from './views.ts';

export interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount: number;
  /** Another one after each start: `containerd://0f3a…`. */
  readonly containerID?: string;
  readonly state?: {
    readonly running?: { readonly startedAt?: string };
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly terminated?: { readonly reason?: string; readonly exitCode?: number; readonly message?: string };
  };
  readonly lastState?: { readonly terminated?: { readonly reason?: string } };
}

interface Statuses {
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
}

const statusesIn = (pod: ClusterObject): Statuses => pod['status'] ?? {};

export const isLeaving = ({ metadata }: ClusterObject): boolean => metadata.deletionTimestamp !== undefined;

/** Runs, takes traffic, and is not about to go. */
export function isReady(pod: ClusterObject): boolean {
  const { phase, conditions = [] } = asPod(pod).status ?? {};
  const ready = conditions.find(({ type }) => type === 'Ready');
  return phase === 'Running' && ready?.status === 'True' && !isLeaving(pod);
}

/** As the pod itself says it. */
export function whyNotReady(pod: ClusterObject): string {
  if (isLeaving(pod)) return 'is being deleted';
  const { phase = 'Pending', conditions = [] } = asPod(pod).status ?? {};
  const waiting = statusesIn(pod).containerStatuses?.find(({ state }) => state?.waiting !== undefined);
  if (waiting !== undefined)
    return `container ${waiting.name} waits (${waiting.state?.waiting?.reason ?? 'no reason'})`;
  const message = conditions.find((one) => one.status !== 'True' && one.message)?.message;
  return `is ${phase}${message === undefined ? '' : `: ${message}`}`;
}

export function containerStatus(pod: ClusterObject, name: string): ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = statusesIn(pod);
  return [...containerStatuses, ...initContainerStatuses].find((one) => one.name === name);
}

/** False while nobody has said so: a node that is off says nothing. */
export function haveContainersEnded(pod: ClusterObject): boolean {
  const { containerStatuses = [] } = statusesIn(pod);
  return containerStatuses.length > 0 && containerStatuses.every(({ state }) => state?.terminated !== undefined);
}

export function restartsOf(pod: ClusterObject): number {
  return (statusesIn(pod).containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
}
