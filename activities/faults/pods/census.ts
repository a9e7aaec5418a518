import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isReady, restartsOf, whyNotReady } from '../../kubernetes/pod-state.ts';
import type { Ports } from '../../ports.ts';
import type { Baseline } from '../driver.ts';
import { labelOf, type Owner, podsOfOwner, readOwner, recorded } from './owner.ts';
import { gaveUp, wantedBy } from './wanted.ts';

/** What the pods of one owner were like before the kill. */
export interface PodsBefore {
  readonly owner: Owner;
  readonly ready: number;
  /** The first of them, the victim included. */
  readonly pods: readonly { readonly name: string; readonly uid: string; readonly restarts: number }[];
}

/** A baseline is in every payload of its fault, so it does not grow with the workload. */
const MOST_NAMES = 50;

export function countPods(owner: ClusterObject, pods: readonly ClusterObject[]): PodsBefore {
  const known = pods.slice(0, MOST_NAMES).map((pod) => {
    const { name, uid } = pod.metadata;
    return { name, uid, restarts: restartsOf(pod) };
  });
  return { owner: recorded(owner), ready: pods.filter(isReady).length, pods: known };
}

export function podsBefore(baseline: Baseline): PodsBefore {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only prepareUndo writes it
  return baseline as unknown as PodsBefore;
}

/** A kill that leaves too few is not done: that is no finding about the system, so the fault counts as skipped. */
export function requireReserve(
  label: string,
  minRunning: number,
  owner: ClusterObject,
  others: readonly ClusterObject[],
) {
  const ready = others.filter(isReady).length;
  if (ready >= minRunning) return;
  const seen = others.filter((pod) => !isReady(pod)).map((pod) => `${pod.metadata.name} ${whyNotReady(pod)}`);
  throw failure(
    FailureType.skipped,
    `${label} was not killed: besides it ${ready} of the pods of ${labelOf(owner)} are Ready, and minRunning is ${minRunning}` +
      `${seen.length === 0 ? '' : ` (${seen.slice(0, 5).join('; ')})`}. Wait until more are Ready, or lower minRunning.`,
  );
}

/** One line when fewer pods are Ready than before, as far as the owner still wants them. */
export async function missingPods(before: PodsBefore, ports: Ports, signal: AbortSignal): Promise<readonly string[]> {
  const owner = await readOwner(before.owner, ports, signal);
  if (owner === undefined) return [];
  const label = labelOf(owner);
  const failed = gaveUp(owner);
  if (failed !== undefined) return [`${label} starts no other pod: ${failed}`];
  const pods = await podsOfOwner(owner, ports, signal);
  const due = Math.min(before.ready, wantedBy(owner));
  const ready = pods.filter(isReady).length;
  if (ready >= due) return [];
  const waiting = pods.filter((pod) => !isReady(pod)).map((pod) => `${pod.metadata.name} ${whyNotReady(pod)}`);
  const names = new Set(pods.map(({ metadata }) => metadata.name));
  const gone = before.pods.filter(({ name }) => !names.has(name)).map(({ name }) => `${name} is gone`);
  const seen = [...waiting, ...gone].slice(0, 10).join('; ');
  return [`${ready} of ${due} pods of ${label} are Ready${seen && `: ${seen}`}`];
}

/** In a few words, for people: how many are Ready now, and whose containers were restarted meanwhile. */
export async function howTheyAre(before: PodsBefore, ports: Ports, signal: AbortSignal): Promise<string> {
  const owner = await readOwner(before.owner, ports, signal);
  if (owner === undefined) return `its ${labelOf(before.owner)} is gone`;
  const pods = await podsOfOwner(owner, ports, signal);
  const restarts = new Map(before.pods.map(({ uid, restarts: count }) => [uid, count]));
  const restarted = pods
    .filter((pod) => restartsOf(pod) > (restarts.get(pod.metadata.uid) ?? 0))
    .map(({ metadata }) => metadata.name);
  const also = restarted.length === 0 ? '' : `; restarted meanwhile: ${restarted.join(', ')}`;
  return `Ready pods of ${labelOf(owner)}: ${pods.filter(isReady).length}, before the kill ${before.ready}${also}`;
}
