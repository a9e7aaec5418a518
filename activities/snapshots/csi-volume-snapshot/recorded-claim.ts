import { isMapping } from '../../kubernetes/json.ts';
import { asClaim, type ClaimSpec } from './api-objects.ts';
import type { ClusterObject } from '../../cluster.ts';

/** What is needed to make a claim anew. Its owners are not: one that is gone would take the new claim with it. */
export interface RecordedClaim {
  readonly name: string;
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: ClaimSpec;
}

/** What the cluster itself writes about the binding of the old volume, and what kubectl remembers of an old manifest. */
const NOT_OURS =
  /^(pv\.kubernetes\.io|volume\.(beta\.)?kubernetes\.io)\/|^kubectl\.kubernetes\.io\/last-applied-configuration$/;

export function recordOf(object: ClusterObject): RecordedClaim {
  const { metadata, spec = {} } = asClaim(object);
  const { accessModes, resources, storageClassName, volumeMode, volumeAttributesClassName } = spec;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => !NOT_OURS.test(key));
  const given = { accessModes, resources, storageClassName, volumeMode, volumeAttributesClassName };
  return {
    name: metadata.name,
    uid: metadata.uid,
    labels: metadata.labels ?? {},
    annotations: Object.fromEntries(annotations),
    spec: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** Undefined when somebody has changed it so that it can no longer be read. */
export function parsedRecord(text: string | undefined): RecordedClaim | undefined {
  try {
    const record: unknown = JSON.parse(text ?? '');
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is RecordedClaim {
  if (!isMapping(value)) return false;
  const texts = ['name', 'uid'].every((key) => typeof value[key] === 'string');
  return texts && ['labels', 'annotations', 'spec'].every((key) => isMapping(value[key]));
}
