import { createHash } from 'node:crypto';
import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import type { ClusterObject } from '../../cluster.ts';
import { inOrder } from '../../kubernetes/json.ts';
import type { Ports } from '../../ports.ts';
import { asContent, asSnapshot } from './api-objects.ts';
import { CLAIM, COUNT, SET, SNAPSHOT_API, SNAPSHOT_ID, SUBJECT } from './names.ts';
import { parsedRecord, type RecordedClaim } from './recorded-claim.ts';

/** One volume of a set: its VolumeSnapshot, what that is bound to, and the claim that it is of. */
export interface StoredVolume {
  readonly snapshot: ClusterObject;
  readonly content: ClusterObject | undefined;
  /** Undefined when its annotation cannot be read. */
  readonly claim: RecordedClaim | undefined;
}

interface Call {
  readonly settings: { readonly namespace: string };
  readonly ports: Pick<Ports, 'cluster'>;
  readonly signal: AbortSignal;
}

/** What is there with this label, sorted by name. */
export async function readSet(set: string, call: Call, label = SET): Promise<readonly StoredVolume[]> {
  const { settings, ports, signal } = call;
  const query = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshot', namespace: settings.namespace };
  const snapshots = await ports.cluster.list({ ...query, labels: `${label}=${set}` }, signal);
  return Promise.all(snapshots.map((snapshot) => withContent(snapshot, call)));
}

export async function withContent(snapshot: ClusterObject, { ports, signal }: Call): Promise<StoredVolume> {
  const name = asSnapshot(snapshot).status?.boundVolumeSnapshotContentName;
  const key = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshotContent' };
  const content = name === undefined ? undefined : await ports.cluster.get({ ...key, name }, signal);
  return { snapshot, content, claim: parsedRecord(snapshot.metadata.annotations?.[CLAIM]) };
}

/** A set of which one is missing is none. */
export function isComplete(volumes: readonly StoredVolume[]): boolean {
  return (
    volumes.length > 0 &&
    volumes.every(({ snapshot }) => snapshot.metadata.annotations?.[COUNT] === `${volumes.length}`)
  );
}

/** Of a set that is complete and ready. */
export function referenceOf(volumes: readonly StoredVolume[]): SnapshotReference {
  const annotations = volumes[0]?.snapshot.metadata.annotations ?? {};
  const drivers = new Set(volumes.map(({ content }) => (content && asContent(content).spec?.driver) ?? 'unknown'));
  const sizes = volumes.map(({ content }) => (content && asContent(content).status?.restoreSize) ?? 0);
  return {
    id: annotations[SNAPSHOT_ID] ?? '',
    kind: 'csi-volume-snapshot',
    subject: annotations[SUBJECT] ?? '',
    takenAt: takenAt(volumes),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    files: volumes.length,
    method: `CSI driver ${[...drivers].join(', ')}`,
    manifest: manifestOf(volumes),
    verified: 'ready',
  };
}

/** When the first of them was cut, by the driver's clock. */
export function takenAt(volumes: readonly StoredVolume[]): number {
  return Math.min(...volumes.map(({ snapshot }) => cutAt(snapshot)));
}

export function cutAt(snapshot: ClusterObject): number {
  return Date.parse(asSnapshot(snapshot).status?.creationTime ?? snapshot.metadata.creationTimestamp);
}

/** SHA-256 of all that must stay the same: which claims, by which objects, in which storage. */
export function manifestOf(volumes: readonly StoredVolume[]): string {
  const entries = volumes.map(({ snapshot, content, claim }) => ({
    claim,
    snapshot: snapshot.metadata.uid,
    cutAt: asSnapshot(snapshot).status?.creationTime,
    content: content?.metadata.uid,
    driver: content && asContent(content).spec?.driver,
    handle: content && asContent(content).status?.snapshotHandle,
  }));
  return createHash('sha256')
    .update(inOrder(entries) ?? '')
    .digest('hex');
}
