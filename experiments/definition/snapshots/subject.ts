import { labelsText } from '../label-selector.ts';
import type { SnapshotReference } from '../outcome.ts';
import type { SnapshotSpec } from './index.ts';

/** What a snapshot is of, in a few words. Free of the schema library, so that workflows may use it. */
export function snapshotSubject({ kind, settings }: SnapshotSpec): string {
  if (kind === 'directory') return settings.path;
  const { namespace, statefulSet, labels } = settings;
  return statefulSet === undefined
    ? `claims ${labelsText(labels)} in ${namespace}`
    : `statefulset ${namespace}/${statefulSet}`;
}

/** `3 volumes`, `1 file` */
export function snapshotParts({ kind, files }: Pick<SnapshotReference, 'kind' | 'files'>): string {
  return `${files} ${kind === 'directory' ? 'file' : 'volume'}${files === 1 ? '' : 's'}`;
}
