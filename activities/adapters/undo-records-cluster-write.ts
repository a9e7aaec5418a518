import type { Written } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import type { StoredUndo } from '../ports.ts';
import { ifHeld, LOCK, lockLease, marksOf, pathTo, SIGN } from './undo-records-cluster-lease.ts';
import { exclusively, type Grip, gripOn, type LockPlace } from './undo-records-cluster-lock.ts';
import { requireLasting } from './undo-records-cluster-namespace.ts';

/**
 * Before a fault is on, its record must be written where a sweep will find it, not into a namespace that goes away. Once it is
 * on, its undo must not fail for that.
 */
export async function writeRecord(place: LockPlace, record: StoredUndo): Promise<void> {
  const grip = gripOn(place);
  if (grip === undefined) return await exclusively(place, () => writeRecord(place, record));
  const isBefore = record.state === 'owed' || record.state === 'injecting';
  if (isBefore) {
    if ('closed' in grip) throw grip.closed;
    await requireLasting(place.cluster, place.key.namespace);
  }
  const outcome = await put(place, record, grip);
  if (outcome === 'conflict') throw overtaken(record);
  if (outcome === 'gone' && isBefore) await requireLasting(place.cluster, place.key.namespace).then(() => gone(record));
}

/** Until it is written as it should be, whoever deletes or makes the Lease meanwhile. */
async function put(place: LockPlace, record: StoredUndo, grip: Grip): Promise<Written['outcome']> {
  for (let tries = 1; ; tries += 1) {
    const changed = await change(place, record, grip);
    if (changed !== 'gone') return changed;
    const made = await make(place, record, grip);
    if (made !== 'conflict' || tries === MOST_TRIES) return made;
  }
}

const MOST_TRIES = 10;

/**
 * That a fault may be on is written only by who has the lock: it must not hide that another has undone it. That it is being
 * undone is written in any case: who did something late, not knowing that he had lost the lock, takes it back himself.
 */
async function change({ cluster, key }: LockPlace, record: StoredUndo, grip: Grip): Promise<Written['outcome']> {
  const { labels, annotations, holderIdentity } = marksOf(record);
  if ('closed' in grip || record.state === 'undoing' || record.state === 'undone') {
    const body = { metadata: { labels, annotations }, spec: { holderIdentity } };
    return (await cluster.patch(key, { type: 'merge', body, manager: 'gameday' })).outcome;
  }
  const body = [
    ifHeld(grip.lock),
    ...added('labels', labels),
    ...added('annotations', annotations),
    { op: 'add', path: '/spec/holderIdentity', value: holderIdentity },
  ];
  return (await cluster.patch(key, { type: 'json', body, manager: 'gameday' })).outcome;
}

const added = (part: 'labels' | 'annotations', entries: Readonly<Record<string, string>>) =>
  Object.entries(entries).map(([name, value]) => ({ op: 'add', path: pathTo(part, name), value }));

/** With our lock, if we have one. */
async function make({ cluster, key, by }: LockPlace, record: StoredUndo, grip: Grip): Promise<Written['outcome']> {
  const bare = lockLease(key, record.faultId, by);
  const { labels, annotations, holderIdentity } = marksOf(record);
  const lock = 'lock' in grip ? { [LOCK]: grip.lock, [SIGN]: '0' } : {};
  const metadata = { ...bare.metadata, labels, annotations: { ...annotations, ...lock } };
  return (await cluster.create({ ...bare, metadata, spec: { holderIdentity } }, { manager: 'gameday' })).outcome;
}

const overtaken = ({ faultId, state }: StoredUndo) =>
  failure(
    FailureType.effectFailed,
    `That ${faultId} is ${state} was not written down: another process has taken its lock, because this one gave no sign for ` +
      'too long. It is tried again.',
  );

function gone({ faultId }: StoredUndo): never {
  throw failure(
    FailureType.effectFailed,
    `Nothing was injected: the undo record of ${faultId} was deleted while it was written. It is tried again.`,
  );
}
