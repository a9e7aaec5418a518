import type { ClusterObject, NewObject, ObjectKey } from '../cluster.ts';
import { EXPIRES_AT, FAULT_ID, FAULT_LABEL, markOf } from '../kubernetes/marks.ts';
import type { StoredUndo } from '../ports.ts';
import { fitting } from './undo-records-cluster-size.ts';

/** On a Lease that is an undo record, and not only the lock of a fault that is being prepared. */
export const RECORD_LABEL = 'gameday.dev/record';
const GAME_DAY_LABEL = 'gameday.dev/game-day';
const STATE_LABEL = 'gameday.dev/state';
const OWNER = 'gameday.dev/owner';
const UNDO = 'gameday.dev/undo';
export const LOCK = 'gameday.dev/lock';
export const SIGN = 'gameday.dev/lock-sign';

export const LEASE = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' } as const;

/** The name has the words of the fault, for people, and a hash of its whole id. */
export function leaseKey(namespace: string, faultId: string): ObjectKey {
  const [words = ''] = (faultId.split('/').at(-1) ?? '').split('@');
  const readable = dashed(words.toLowerCase(), /[^a-z0-9]+/g).slice(0, 40);
  return { ...LEASE, namespace, name: dashed(`${readable}-${markOf(faultId)}`, /-+/g) };
}

/** Before the first record is written there is only the lock. */
export function lockLease(key: ObjectKey, faultId: string, by: string): NewObject {
  const { namespace, name } = key;
  const metadata = {
    ...(namespace === undefined ? {} : { namespace }),
    name,
    labels: { [FAULT_LABEL]: markOf(faultId) },
    annotations: { [FAULT_ID]: faultId },
  };
  return { ...LEASE, metadata, spec: { holderIdentity: `being prepared by ${by}` } };
}

/** What a record says of itself on its Lease. `kubectl get leases` shows the holder, so there stands what a person asks first. */
export function marksOf(record: StoredUndo) {
  const { faultId, state, owner, target, expiresAt } = record;
  const { expiredAt: _, leaseUntil: __, ...own } = fitting(record);
  return {
    labels: {
      [FAULT_LABEL]: markOf(faultId),
      [RECORD_LABEL]: 'true',
      [GAME_DAY_LABEL]: asLabel(owner.gameDayId),
      [STATE_LABEL]: state,
    },
    annotations: {
      [FAULT_ID]: faultId,
      [OWNER]: owner.workflowId,
      [EXPIRES_AT]: new Date(expiresAt).toISOString(),
      [UNDO]: JSON.stringify(own),
    },
    holderIdentity: `${state} on ${target.label}, of ${owner.gameDayId}`,
  };
}

/** Undefined when it is only a lock. Fails when it should have a record and has none that can be read. */
export function recordIn(lease: ClusterObject): StoredUndo | undefined {
  const { labels = {}, annotations = {} } = lease.metadata;
  const text = annotations[UNDO];
  if (text === undefined && labels[RECORD_LABEL] === undefined) return undefined;
  const record = parsed(text ?? '');
  if (record === undefined) throw new Error(`${unreadable(lease)} is not JSON. ${ADVICE(lease)}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API server has checked it
  const leaseUntil = endOf(lease['spec'] as LeaseSpec | undefined);
  return { ...record, ...(leaseUntil === undefined ? {} : { leaseUntil }) };
}

/** In a JSON patch. */
export const pathTo = (part: 'labels' | 'annotations', name: string): string =>
  `/metadata/${part}/${name.replaceAll('/', '~1')}`;

/** Makes a JSON patch one of the holder of the lock: it has no effect once the lock is another's. */
export const ifHeld = (lock: string) => ({ op: 'test', path: pathTo('annotations', LOCK), value: lock });

export const placeIn = ({ metadata: { namespace, name } }: ClusterObject): string =>
  `lease ${name} in namespace ${namespace}`;

export const notARecord = (lease: ClusterObject): string =>
  `${unreadable(lease)} is not an undo record. ${ADVICE(lease)}`;

const unreadable = (lease: ClusterObject) => `The undo in ${placeIn(lease)}`;

const ADVICE = ({ metadata: { namespace, name } }: ClusterObject) =>
  `A fault may still be on: look at it (kubectl get lease ${name} -n ${namespace} -o yaml) and at the target, undo it by ` +
  `hand, then delete the lease.`;

interface LeaseSpec {
  readonly renewTime?: string;
  readonly leaseDurationSeconds?: number;
}

/** Whole seconds that end exactly at `until`. */
export function signOfLife(until: number, now: number): Required<LeaseSpec> {
  const leaseDurationSeconds = Math.max(1, Math.ceil((until - now) / 1_000));
  const renewTime = new Date(until - leaseDurationSeconds * 1_000).toISOString().replace('Z', '000Z');
  return { renewTime, leaseDurationSeconds };
}

function endOf({ renewTime, leaseDurationSeconds }: LeaseSpec = {}): number | undefined {
  if (renewTime === undefined || leaseDurationSeconds === undefined) return undefined;
  const until = Date.parse(renewTime) + leaseDurationSeconds * 1_000;
  return until > 0 ? until : undefined;
}

function parsed(text: string): StoredUndo | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever surveys looks closer
    return typeof value === 'object' && value !== null ? (value as StoredUndo) : undefined;
  } catch {
    return undefined;
  }
}

/** The end of an id has its time, and what is cut off is in an annotation as a whole. */
const asLabel = (id: string): string =>
  dashed(id.replace(/^gameday\//, ''), /[^A-Za-z0-9._]+/g)
    .slice(-63)
    .replace(/^[^A-Za-z0-9]+/, '');

const dashed = (text: string, gaps: RegExp): string => text.replaceAll(gaps, '-').replaceAll(/^-|-$/g, '');
