import type { EnvironmentClone } from '../experiments/definition/environment.ts';
import type { PlannedExperiment, PlannedFault } from '../experiments/definition/plan.ts';
import type { ExperimentPreview } from '../experiments/definition/preview.ts';
import { environmentClone } from './faults/environment-clone.ts';
import { originals } from './faults/environment-clone/originals.ts';
import { requireFreeName } from './faults/environment-clone/place.ts';
import type { Ports } from './ports.ts';
import { createIdentifyClone } from './faults/environment-clone/identify.ts';

/** What would be made, and why that could not be done now. */
export async function previewClone(
  { clone, snapshot }: PlannedExperiment,
  ports: Ports,
  signal: AbortSignal,
): Promise<ExperimentPreview['clone']> {
  if (clone === undefined || snapshot?.kind !== 'csi-volume-snapshot') return undefined;
  const text = textOf(clone, snapshot.settings.namespace);
  const settings = { ...clone, from: snapshot.settings.namespace, snapshotId: '' };
  const { text: expiry } = environmentClone.expiry(settings);
  try {
    const target = await createIdentifyClone(ports)(settings);
    const call = { faultId: '', settings, target, expiresAt: 0, ports, signal };
    await requireFreeName(call);
    await originals(call);
    return { text, expiry };
  } catch (error) {
    return { text, expiry, problem: error instanceof Error ? error.message : String(error) };
  }
}

function textOf({ namespace, copy, scrub, isolate }: EnvironmentClone, from: string): string {
  const names = copy.map(({ kind, name }) => `${kind.toLowerCase()} ${name}`).join(', ');
  const scrubbed = scrub.length === 0 ? 'not scrubbed' : `scrubbed in ${scrub.length} step(s)`;
  return (
    `namespace ${namespace}, with the volumes of the snapshot and copies of ${names}; ${scrubbed}, ${isolate ? 'isolated' : 'not isolated'}; ` +
    `its removal is owed from the start. Below are the originals in ${from}, whose copies would be hit.`
  );
}

/** Before there is a clone its targets can be seen only as what they will be copies of. */
export function aimedAtOriginals({ clone, snapshot }: PlannedExperiment, fault: PlannedFault): PlannedFault {
  const { target } = fault;
  if (clone === undefined || snapshot?.kind !== 'csi-volume-snapshot' || target.kind !== 'kubernetes') return fault;
  return { ...fault, target: { ...target, settings: { ...target.settings, namespace: snapshot.settings.namespace } } };
}
