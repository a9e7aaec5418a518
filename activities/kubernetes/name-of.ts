import type { ClusterObject } from '../cluster.ts';

/** As people say it: `deployment shop/web`, `node n1`. */
export function nameOf({ kind, metadata: { namespace, name } }: ClusterObject): string {
  return `${kind.toLowerCase()} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
