import { makeCopies } from './environment-clone/copies.ts';
import { originals } from './environment-clone/originals.ts';
import { closePlace, namespaceKey, openPlace, requireFreeName, whyItStays } from './environment-clone/place.ts';
import { notRunning, scrub, untilRunning } from './environment-clone/running.ts';
import { contentsOf, dropContents, makeVolumes, requireVolumesThatGo, volumesIn } from './environment-clone/volumes.ts';
import type { Baseline, FaultDriver } from './driver.ts';
import { readOurs } from './kubernetes/created-object.ts';

/**
 * A disposable environment is owed its removal as a fault is owed its undo, so it is kept by the same engine: the removal is
 * written down before the namespace is made. The originals are read, never written.
 */
export const environmentClone: FaultDriver<'environment-clone'> = {
  kind: 'environment-clone',
  recovery: 'undone',
  // A driver takes its time to delete volumes whose claims are gone.
  settlesWithinMs: 30_000,
  expiry: () => ({
    by: 'none',
    text: 'nothing removes it by itself; `gameday sweep --kubernetes` does, and needs no Temporal',
  }),

  async prepareUndo(call) {
    await requireFreeName(call);
    await requireVolumesThatGo(call);
    await originals(call);
    return { volumesBefore: await volumesIn(call) };
  },

  async inject(call) {
    const all = await originals(call);
    await openPlace(call);
    await scrub(await makeVolumes(call), call);
    await makeCopies(all, call);
    await untilRunning(call);
  },

  async observe(call) {
    const { namespace } = call.settings;
    if ((await readOurs(call, namespaceKey(call))) === undefined) {
      return { observed: false, evidence: `there is no namespace ${namespace} of this experiment` };
    }
    const waiting = await notRunning(call);
    return waiting.length > 0
      ? { observed: false, evidence: waiting.join('; ') }
      : { observed: true, evidence: `namespace ${namespace} is there, and all that was copied into it runs` };
  },

  async undo(call) {
    await closePlace(call);
    await dropContents(call);
  },

  async verifyUndone(call) {
    const namespace = await readOurs(call, namespaceKey(call));
    if (namespace !== undefined) return [whyItStays(namespace)];
    const contents = (await contentsOf(call)).map(
      ({ metadata }) => `volumesnapshotcontent ${metadata.name} is still there`,
    );
    const before = volumesBefore(call.baseline);
    const volumes = (await volumesIn(call)).filter((name) => !before.includes(name));
    return [...contents, ...volumes.map((name) => `persistentvolume ${name} still holds a copy of the data`)];
  },
};

const volumesBefore = ({ volumesBefore: names }: Baseline): readonly unknown[] => (Array.isArray(names) ? names : []);
