import { failure, FailureType } from '../../failures.ts';
import type { ClusterObject } from '../../cluster.ts';
import { warningsAbout } from '../../kubernetes/warnings.ts';
import { descendantsOf } from './children.ts';
import { keyOfChaos, labelOfKey, type OnChaos, readChaos } from './chaos-object.ts';
import { podNetworksOf } from './pod-network.ts';
import { complaintsIn, recordsOf, wordsFor } from './records.ts';

const LOOK_EVERY_MS = 250;
/** A busy Chaos Mesh takes its time; one that complains will not come through by itself. */
const GONE_WITHIN_MS = 40_000;
const STUCK_AFTER_MS = 5_000;

/** Deletes it and waits until it is really gone, with all that it made: the finalizer keeps it until it is recovered. */
export async function removeChaos(call: OnChaos): Promise<void> {
  const { cluster, clock } = call.ports;
  const object = await readChaos(call);
  // Those of a parent that is gone already, too: they go a little later.
  const made = await descendantsOf(call);
  if (object !== undefined) await cluster.delete(keyOfChaos(call), { uid: object.metadata.uid });
  const began = clock.monotonic();
  for (;;) {
    const left = await stillThere(call, [...(object === undefined ? [] : [object]), ...made]);
    if (left.length === 0) return;
    const patience = left.some((one) => complaintsIn(recordsOf(one)).length > 0) ? STUCK_AFTER_MS : GONE_WITHIN_MS;
    if (clock.monotonic() - began >= patience) throw await notGone(call, left);
    await clock.sleep(LOOK_EVERY_MS, call.signal);
  }
}

/** The same incarnations as before, and what was made meanwhile. */
async function stillThere(call: OnChaos, before: readonly ClusterObject[]): Promise<readonly ClusterObject[]> {
  const now = await Promise.all(before.map((one) => readAgain(call, one)));
  const found = [...now.filter((one) => one !== undefined), ...(await descendantsOf(call))];
  return [...new Map(found.map((one) => [one.metadata.uid, one])).values()];
}

async function readAgain(call: OnChaos, object: ClusterObject): Promise<ClusterObject | undefined> {
  const { apiVersion, kind, metadata } = object;
  const { namespace, name, uid } = metadata;
  if (name === keyOfChaos(call).name) return await readChaos(call);
  const found = await call.ports.cluster.get({ apiVersion, kind, namespace, name }, call.signal);
  return found?.metadata.uid === uid ? found : undefined;
}

async function notGone(call: OnChaos, left: readonly ClusterObject[]) {
  const lines = await Promise.all(left.map((object) => whyStillThere(call, object)));
  return failure(
    FailureType.notUndone,
    `Not undone yet: ${lines.join('; ')}. The undo goes on trying, and is done once it is gone.`,
  );
}

/** Which object, what keeps it, what Chaos Mesh says of it, and the way out. */
export async function whyStillThere(call: OnChaos, object: ClusterObject): Promise<string> {
  const { ports, signal } = call;
  const { kind, apiVersion, metadata } = object;
  const { namespace, name, finalizers = [], deletionTimestamp } = metadata;
  const label = labelOfKey({ apiVersion, kind, namespace, name });
  if (deletionTimestamp === undefined) return `${label} is there`;
  const records = recordsOf(object);
  const networks = await podNetworksOf(call, object);
  const failing = networks.filter(({ failed }) => failed !== undefined);
  const complaints = complaintsIn(records);
  // Mostly the same words once more.
  const others = failing.filter(({ failed }) => !complaints.some((text) => text.includes(failed!)));
  const said = [
    ...complaints,
    ...others.map(({ label: pod, failed }) => `${pod}: ${failed}`),
    ...(complaints.length + others.length === 0 ? await warningsAbout(object, ports, signal) : []),
  ];
  const kept = finalizers.length === 0 ? '' : `, kept by its finalizer ${finalizers.join(', ')}`;
  return `${label} is being deleted${kept} (${wordsFor(records)}); ${wordsOf(said)}${wayOut(failing)}`;
}

function wordsOf(said: readonly string[]): string {
  if (said.length > 0) return `Chaos Mesh says: ${[...new Set(said)].join('; ')}`;
  return 'Chaos Mesh says nothing about it; is its controller manager running?';
}

/** The annotation that Chaos Mesh documents (cleanFinalizer: forced) does not help here, and leaves rules behind elsewhere. */
function wayOut(networks: Awaited<ReturnType<typeof podNetworksOf>>): string {
  if (networks.length === 0) return '';
  const commands = networks.map(({ namespace, name }) => `kubectl delete podnetworkchaos -n ${namespace} ${name}`);
  return `. The way out: repair what the daemon complains of, or delete the PodNetworkChaos of the pod: ${commands.join('; ')}`;
}
