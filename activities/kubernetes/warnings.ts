import type { ClusterObject } from '../cluster.ts';
import type { Ports } from '../ports.ts';

interface Said {
  readonly type?: string;
  readonly message?: string;
  readonly lastTimestamp?: string;
  readonly eventTime?: string;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API server keeps to its own schema
const asSaid = (event: ClusterObject): Said => event as unknown as Said;

const MOST = 3;

/** What controllers complained of in events about this incarnation, last first. For texts: nothing when they cannot be read. */
export async function warningsAbout(
  { metadata }: ClusterObject,
  { cluster }: Ports,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const fields = `involvedObject.uid=${metadata.uid}`;
  const query = { apiVersion: 'v1', kind: 'Event', namespace: metadata.namespace, fields };
  const events = await cluster.list(query, signal).catch(() => []);
  const messages = events
    .map(asSaid)
    .filter(({ type, message }) => type === 'Warning' && message !== undefined)
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1))
    .map(({ message }) => message!.trim());
  return [...new Set(messages)].slice(0, MOST);
}

const timeOf = ({ lastTimestamp, eventTime }: Said): string => lastTimestamp ?? eventTime ?? '';
