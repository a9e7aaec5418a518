import type { ClusterObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { asContent } from './api-objects.ts';
import { MANAGER, RESTORED_FROM } from './names.ts';
import type { RecordedClaim } from './recorded-claim.ts';
import type { StoredVolume } from './stored-set.ts';

type Call = SnapshotCall<'csi-volume-snapshot'>;

const LOOK_EVERY_MS = 250;

export interface Claimed {
  readonly volume: StoredVolume;
  readonly claim: RecordedClaim;
  /** The claim of that name as it is now. */
  readonly now: ClusterObject | undefined;
}

export async function claimedNow(volumes: readonly StoredVolume[], call: Call): Promise<readonly Claimed[]> {
  const { ports, signal } = call;
  const claimed: Claimed[] = [];
  for (const volume of volumes) {
    const { claim } = volume;
    // Verified before; the compiler does not know.
    if (claim !== undefined) claimed.push({ volume, claim, now: await ports.cluster.get(keyOf(claim, call), signal) });
  }
  return claimed;
}

export const isRestored = ({ now, volume }: Claimed): boolean =>
  now !== undefined &&
  now.metadata.deletionTimestamp === undefined &&
  now.metadata.annotations?.[RESTORED_FROM] === volume.snapshot.metadata.uid;

/** The claim that is there goes, and one of the same name comes that is filled from the snapshot. May be done again at any line. */
export async function makeAnew({ volume, claim, now }: Claimed, call: Call): Promise<void> {
  const { settings, ports, signal, progress } = call;
  const label = `${settings.namespace}/${claim.name}`;
  if (now !== undefined) {
    progress(`deleting claim ${label}`);
    const { uid } = now.metadata;
    const deleted = await ports.cluster.delete(keyOf(claim, call), { uid, manager: MANAGER, signal });
    if (deleted === 'conflict') throw takenOver(label);
    await untilGone(uid, claim, call);
  }
  progress(`making claim ${label} from volumesnapshot ${volume.snapshot.metadata.name}`);
  const created = await ports.cluster.create(newClaim(volume, claim, settings.namespace), { manager: MANAGER, signal });
  if (created.outcome === 'written') return;
  const [again] = await claimedNow([volume], call);
  if (again === undefined || !isRestored(again)) throw takenOver(label);
}

function newClaim(
  { snapshot, content }: StoredVolume,
  { name, labels, annotations, spec }: RecordedClaim,
  namespace: string,
) {
  const asked = spec.resources?.requests?.['storage'];
  const least = content && asContent(content).status?.restoreSize;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { namespace, name, labels, annotations: { ...annotations, [RESTORED_FROM]: snapshot.metadata.uid } },
    spec: {
      ...spec,
      resources: { ...spec.resources, requests: { ...spec.resources?.requests, storage: atLeast(asked, least) } },
      dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: snapshot.metadata.name },
    },
  };
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** A driver may refuse a volume that is smaller than what was in the old one: it may have been grown since it was asked for. */
export function atLeast(asked: string | undefined, least: number | undefined): string {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(asked ?? '') ?? [];
  const bytes = Number(digits) * (UNITS[unit] ?? Number.NaN);
  return asked !== undefined && !(bytes < (least ?? 0)) ? asked : `${least ?? 0}`;
}

async function untilGone(uid: string, claim: RecordedClaim, call: Call): Promise<void> {
  const { settings, ports, signal } = call;
  const began = ports.clock.monotonic();
  for (;;) {
    const now = await ports.cluster.get(keyOf(claim, call), signal);
    if (now?.metadata.uid !== uid) return;
    if (ports.clock.monotonic() - began > settings.timeout) {
      throw failure(
        FailureType.snapshotFailed,
        `The volumes were not restored: claim ${settings.namespace}/${claim.name} was deleted and is still there after ${settings.timeout / 1000} s ` +
          `(finalizers: ${(now.metadata.finalizers ?? []).join(', ') || 'none'}). Find out who uses it, then restore again.`,
      );
    }
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

const keyOf = ({ name }: RecordedClaim, { settings: { namespace } }: Call): ObjectKey => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  namespace,
  name,
});

function takenOver(label: string): Error {
  return failure(
    FailureType.changedByOthers,
    `Claim ${label} was not restored: somebody made another one of that name meanwhile. Find out who (an operator?), stop it, then restore again.`,
  );
}
