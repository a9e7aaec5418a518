import { satisfies } from '../../../experiments/definition/compare.ts';
import type { AtMs } from '../../../experiments/definition/outcome.ts';
import type { KubernetesProbe } from '../../../experiments/definition/probes/kubernetes.ts';
import type { ClusterObject } from '../../cluster.ts';
import { fewOf, type Look, nameOf, type Seen } from './look.ts';

type Wanted = NonNullable<KubernetesProbe['events']>;

/** By name, not by uid: what happened to the pod before this one of the same name belongs to it. */
export async function eventsAbout(
  objects: readonly ClusterObject[],
  { reason, type, count }: Wanted,
  { settings, since, cluster, signal }: Look,
): Promise<Seen> {
  const names = new Set(objects.map(nameOf));
  // Events about what lives beside namespaces are kept in this one.
  const namespace = settings.namespace ?? 'default';
  const fields = `involvedObject.kind=${settings.kind}`;
  const all = await cluster.list({ apiVersion: 'v1', kind: 'Event', namespace, fields }, signal);
  const seen = all
    .map(asEvent)
    .filter(
      (event) => names.has(event.involvedObject?.name ?? '') && lastSeen(event) >= Math.floor(since / 1000) * 1000,
    )
    .filter(
      (event) => (reason === undefined || event.reason === reason) && (type === undefined || event.type === type),
    );
  const value = seen.length;
  const texts = seen.map((event) => `${event.involvedObject?.name} ${event.reason}: ${event.message ?? ''}`);
  const what = [type, reason, value === 1 ? 'event' : 'events'].filter((word) => word !== undefined).join(' ');
  const detail = `${value} ${what}${value > 0 ? `: ${fewOf(texts)}` : ''}`;
  if (satisfies(value, count)) return { result: 'good', value, detail };
  return { result: 'bad', value, detail: `expected ${count.text}; ${detail}` };
}

/** https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.32/#event-v1-core */
interface Event extends ClusterObject {
  readonly involvedObject?: { readonly name?: string };
  readonly reason?: string;
  readonly type?: string;
  readonly message?: string;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly series?: { readonly lastObservedTime?: string } | null;
}

const asEvent = (object: ClusterObject): Event => object;

/** Whoever writes an event fills in one of these. */
function lastSeen({ series, lastTimestamp, eventTime, metadata }: Event): AtMs {
  const times = [series?.lastObservedTime, lastTimestamp, eventTime, metadata.creationTimestamp];
  return Math.max(...times.map((time) => Date.parse(time ?? '')).filter((at) => !Number.isNaN(at)));
}
