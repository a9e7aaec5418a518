import type { ClusterObject } from '../../activities/cluster.ts';

interface Owner {
  readonly subresource?: string;
}

/** What of an object must be the same before a fault and after it: all but its versions and what its controllers say. */
export function lasting({ metadata, status: _status, ...rest }: ClusterObject): object {
  const { resourceVersion: _version, generation: _generation, managedFields = [], ...kept } = metadata;
  const owners = managedFields.filter((owner) => (owner as Owner).subresource !== 'status');
  return { ...rest, metadata: { ...kept, managedFields: owners } };
}
