import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { placeNamed, placeOf, shelfOf, type Place } from './place.ts';
import { readManifest, type StoredManifest } from './stored-manifest.ts';

/** Keeps the given one, the last `keep`, and all that are younger than `keepFor`; others of the same subject go. */
export async function discardOld(kept: SnapshotReference, call: SnapshotCall<'directory'>): Promise<readonly string[]> {
  const { settings, ports, signal, progress } = call;
  const age = ({ manifest }: Shelved): number => ports.clock.now() - manifest.takenAt;
  const all = await shelvedOf(kept.subject, call);
  const whole = all.filter(({ place }) => place.folder !== place.half);
  const old = whole
    .toSorted((a, b) => age(a) - age(b))
    .slice(settings.keep)
    .filter((one) => age(one) > settings.keepFor && one.place.folder !== placeOf(ports.store.root, kept.id).folder);
  const abandoned = all.filter(({ place }) => place.folder === place.half).filter((one) => age(one) > ABANDONED_MS);
  for (const { place, manifest } of [...old, ...abandoned]) {
    signal.throwIfAborted();
    progress(`discarding snapshot ${manifest.id}`);
    // First out of the way: a snapshot that is half removed must not keep its name.
    if (place.folder !== place.half) {
      await ports.directories.remove(place.half);
      await ports.directories.rename(place.folder, place.half);
    }
    await ports.directories.remove(place.half);
  }
  return old.map(({ manifest }) => manifest.id);
}

/** Nobody copies a directory for so long; the copy of a younger one may still be going on. */
const ABANDONED_MS = 7 * 86_400_000;

interface Shelved {
  readonly place: Place;
  readonly manifest: StoredManifest;
}

/** What cannot be read may be anybody's, and stays. */
async function shelvedOf(subject: string, { ports }: SnapshotCall<'directory'>): Promise<readonly Shelved[]> {
  const { directories, store } = ports;
  const shelved: Shelved[] = [];
  for (const name of await directories.list(shelfOf(store.root))) {
    const place = placeNamed(store.root, name);
    const stored = await readManifest(directories, place);
    if (stored?.manifest.subject === subject) shelved.push({ place, manifest: stored.manifest });
  }
  return shelved;
}
