import { asNode } from '../../kubernetes/views.ts';
import type { Ports } from '../../ports.ts';

/** What is to know about a node that no longer answers; undefined when it is Ready, or when this worker may not look. */
export async function troubleOfNode(
  name: string | undefined,
  { cluster }: Ports,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const node = await cluster.get({ apiVersion: 'v1', kind: 'Node', name }, signal).catch(() => undefined);
  const ready = node && asNode(node).status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready === undefined || ready.status === 'True') return undefined;
  return `node ${name} is not Ready (${ready.message ?? 'no reason is given'})`;
}
