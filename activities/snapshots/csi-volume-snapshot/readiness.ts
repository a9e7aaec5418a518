import { asContent, asSnapshot } from './api-objects.ts';
import { cutAt, type StoredVolume } from './stored-set.ts';

/** `wait`: not yet. `fail`: it will not come, or it is not what was asked for. */
export type NotReady = { readonly what: 'wait' | 'fail'; readonly why: string };

/** The API server tells whole seconds, and the driver has a clock of its own. */
const SLACK_MS = 2_000;

/**
 * Ready is what both sides say: the snapshot and its content name each other and call it usable, and it was cut after it was
 * asked for. A snapshot alone may be bound to somebody else's old content.
 */
export function notReady({ snapshot, content, claim }: StoredVolume): NotReady | undefined {
  const { metadata } = snapshot;
  const { readyToUse, error, boundVolumeSnapshotContentName: bound, creationTime } = asSnapshot(snapshot).status ?? {};
  if (metadata.deletionTimestamp !== undefined) return fail('it is being deleted');
  if (claim === undefined) return fail('its record of the claim cannot be read');
  if (error !== undefined && readyToUse !== true) return fail(error.message ?? 'the driver tells no reason');
  if (bound === undefined) return wait('it has no content yet');
  if (content === undefined)
    return readyToUse === true ? fail(`its content ${bound} is gone`) : wait(`its content ${bound} is not there yet`);
  if (content.metadata.deletionTimestamp !== undefined) return fail(`its content ${bound} is being deleted`);
  const { spec = {}, status = {} } = asContent(content);
  const owner = spec.volumeSnapshotRef?.uid;
  if (owner !== undefined && owner !== '' && owner !== metadata.uid) {
    return fail(`its content ${bound} belongs to another snapshot (uid ${owner})`);
  }
  if (owner !== metadata.uid) return wait(`its content ${bound} does not name it yet`);
  if (status.error !== undefined && status.readyToUse !== true)
    return fail(status.error.message ?? 'the driver tells no reason');
  if (status.readyToUse !== true) return wait(`its content ${bound} is not ready`);
  if (readyToUse !== true || creationTime === undefined) return wait('it is not ready');
  if (cutAt(snapshot) + SLACK_MS >= Date.parse(metadata.creationTimestamp)) return undefined;
  return fail(`it was cut at ${creationTime}, before it was asked for (${metadata.creationTimestamp})`);
}

const wait = (why: string): NotReady => ({ what: 'wait', why });
const fail = (why: string): NotReady => ({ what: 'fail', why });
