import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplicationFailure } from '@temporalio/common';
import type { Cluster, ClusterObject, ObjectKey } from '../cluster.ts';
import { ourHolding, stateOfHolding } from './undo-records-cluster-holder.ts';
import { ifHeld, LOCK, lockLease, pathTo, RECORD_LABEL, SIGN } from './undo-records-cluster-lease.ts';
import { openNamespace } from './undo-records-cluster-namespace.ts';
import type { LockOptions } from './undo-records-lock.ts';

export interface LockPlace {
  readonly cluster: Cluster;
  readonly key: ObjectKey & { readonly namespace: string };
  readonly faultId: string;
  /** Who we are, for people. */
  readonly by: string;
  readonly pace: LockPace;
}

export interface LockPace {
  /** How often the holder gives a sign. */
  readonly signEveryMs: number;
  /** Who has seen no sign for so long, on its own clock, takes the lock. */
  readonly silentForMs: number;
}

/** What the holder of a lock holds: the text of the annotation, or why there can be none. */
export type Grip = { readonly lock: string } | { readonly closed: ApplicationFailure };

/** The lock is an annotation of the Lease, exchanged by its version. It is taken from whoever is dead or silent. */
export async function exclusively<T>(place: LockPlace, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const lock = ourHolding(place.by, randomUUID());
  inUse.add(lock);
  try {
    const grip = await take(place, lock, options);
    return await ('lock' in grip ? holding(place, grip, work, options) : withGrip(place, grip, work));
  } finally {
    inUse.delete(lock);
  }
}

async function holding<T>(
  place: LockPlace,
  grip: { readonly lock: string },
  work: () => Promise<T>,
  { signal }: LockOptions,
): Promise<T> {
  const silence = giveSigns(place, grip.lock);
  try {
    signal?.throwIfAborted();
    return await withGrip(place, grip, work);
  } finally {
    silence();
    // Who does not get through gives no signs any more either, so another takes it.
    await free(place, grip.lock).catch(() => undefined);
  }
}

const withGrip = <T>(place: LockPlace, grip: Grip, work: () => Promise<T>): Promise<T> =>
  grips.run(new Map([...(grips.getStore() ?? []), [nameOf(place), grip]]), work);

/** What the work that runs now holds. Undefined when it holds nothing. */
export const gripOn = (place: LockPlace): Grip | undefined => grips.getStore()?.get(nameOf(place));

const grips = new AsyncLocalStorage<ReadonlyMap<string, Grip>>();
/** The locks of this process that somebody holds, or is about to. */
const inUse = new Set<string>();
const nameOf = ({ key }: LockPlace): string => `${key.namespace}/${key.name}`;

const LOOK_EVERY_MS = 100;
/** Who looks less often than this was asleep or cut off, and has not seen silence. */
const LONGEST_GAP_MS = 2_000;

/** Whoever stops waiting does so between two requests: a lock that was taken unknowingly would keep the undo waiting. */
async function take(place: LockPlace, lock: string, { stealAfterMs = 2_000, signal }: LockOptions): Promise<Grip> {
  const { cluster, key, pace } = place;
  const silentForMs = pace.silentForMs;
  const patienceMs = { dead: 0, stopped: stealAfterMs, elsewhere: silentForMs, working: silentForMs };
  let seen = { look: '', since: 0, at: 0 };
  for (;;) {
    signal?.throwIfAborted();
    const lease = await cluster.get(key, signal);
    const now = performance.now();
    if (lease === undefined) {
      const made = await make(place, lock);
      if (made !== undefined) return made;
    } else {
      const { [LOCK]: held, [SIGN]: sign } = lease.metadata.annotations ?? {};
      const state = held === undefined ? 'dead' : stateOfHolding(held, inUse);
      const look = `${held} ${sign} ${state}`;
      const isSame = look === seen.look && now - seen.at <= LONGEST_GAP_MS;
      seen = { look, since: isSame ? seen.since : now, at: now };
      if (now - seen.since >= patienceMs[state] && (await seize(place, lease, lock))) return { lock };
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function make(place: LockPlace, lock: string): Promise<Grip | undefined> {
  const { cluster, key, faultId, by } = place;
  const bare = lockLease(key, faultId, by);
  const metadata = { ...bare.metadata, annotations: { ...bare.metadata.annotations, [LOCK]: lock, [SIGN]: '0' } };
  const { outcome } = await cluster.create({ ...bare, metadata }, { manager: 'gameday' });
  if (outcome === 'written') return { lock };
  if (outcome === 'conflict') return undefined;
  const closed = await openNamespace(cluster, key.namespace);
  return closed && { closed };
}

async function seize({ cluster, key }: LockPlace, { metadata }: ClusterObject, lock: string) {
  const { resourceVersion } = metadata;
  const body = { metadata: { resourceVersion, annotations: { [LOCK]: lock, [SIGN]: '0' } } };
  return (await cluster.patch(key, { type: 'merge', body, manager: 'gameday' })).outcome === 'written';
}

function giveSigns({ cluster, key, pace }: LockPlace, lock: string): () => void {
  let count = 0;
  const sign = async () => {
    count += 1;
    const body = [ifHeld(lock), { op: 'add', path: pathTo('annotations', SIGN), value: String(count) }];
    const signal = AbortSignal.timeout(2 * pace.signEveryMs);
    const { outcome } = await cluster.patch(key, { type: 'json', body, manager: 'gameday', signal });
    if (outcome === 'conflict') clearInterval(timer);
  };
  // One that does not get through is followed by the next.
  const timer = setInterval(() => void sign().catch(() => undefined), pace.signEveryMs);
  return () => clearInterval(timer);
}

async function free({ cluster, key }: LockPlace, lock: string): Promise<void> {
  const isRecord = { op: 'test', path: pathTo('labels', RECORD_LABEL), value: 'true' };
  const gone = [LOCK, SIGN].map((name) => ({ op: 'remove', path: pathTo('annotations', name) }));
  const leave = [ifHeld(lock), isRecord, ...gone];
  const left = await cluster.patch(key, { type: 'json', body: leave, manager: 'gameday' });
  if (left.outcome !== 'conflict') return;
  // Lost; or nothing but a lock, which goes as a whole, unless somebody has changed it since we looked.
  for (;;) {
    const lease = await cluster.get(key);
    const { annotations = {}, labels = {}, uid, resourceVersion } = lease?.metadata ?? {};
    if (uid === undefined || annotations[LOCK] !== lock || labels[RECORD_LABEL] !== undefined) return;
    if ((await cluster.delete(key, { uid, resourceVersion: resourceVersion! })) !== 'conflict') return;
  }
}
