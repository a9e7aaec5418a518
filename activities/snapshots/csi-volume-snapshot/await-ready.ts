import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { SET } from './names.ts';
import { notReady } from './readiness.ts';
import { isComplete, readSet, type StoredVolume } from './stored-set.ts';

const LOOK_EVERY_MS = 250;
/** The snapshot controller writes down conflicts with itself as errors, and takes them back. */
const ERROR_STANDS_MS = 5_000;

/** Resolves with the set when all of it is ready; else says what the driver said. */
export async function awaitReady(
  set: string,
  call: SnapshotCall<'csi-volume-snapshot'>,
  label = SET,
): Promise<readonly StoredVolume[]> {
  const { settings, ports, signal, progress } = call;
  const began = ports.clock.monotonic();
  let failing: { readonly text: string; readonly since: number } | undefined;
  for (;;) {
    signal.throwIfAborted();
    const volumes = await readSet(set, call, label);
    const open = volumes
      .flatMap((volume) => ({ volume, not: notReady(volume) }))
      .filter(({ not }) => not !== undefined);
    if (open.length === 0 && isComplete(volumes)) return volumes;
    const now = ports.clock.monotonic();
    const failed = open.find(({ not }) => not?.what === 'fail');
    failing = failed && { text: textOf(failed.volume, failed.not?.why), since: failing?.since ?? now };
    if (failing !== undefined && now - failing.since >= ERROR_STANDS_MS) throw refused(failing.text);
    if (now - began > settings.timeout) {
      const seen = open.map(({ volume, not }) => textOf(volume, not?.why)).join('; ') || 'a part of the set is missing';
      throw refused(`not ready after ${Math.round(settings.timeout / 1000)} s: ${seen}`);
    }
    progress(`${volumes.length - open.length} of ${volumes.length} volume snapshots are ready`);
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

const textOf = ({ snapshot, claim }: StoredVolume, why = 'unknown'): string =>
  `volumesnapshot ${snapshot.metadata.namespace}/${snapshot.metadata.name}${claim === undefined ? '' : ` of claim ${claim.name}`}: ${why}`;

function refused(seen: string): Error {
  return failure(
    FailureType.snapshotFailed,
    `The volumes were not snapshotted: ${seen.replace(/\.$/, '')}. Look at the CSI driver and the snapshot controller, or use another class.`,
  );
}
