import { type DoctorFinding, wrong } from '../../experiments/definition/doctor.ts';
import { RESTORING } from '../kubernetes/restoring.ts';
import type { DoctorCheck } from './cluster-check.ts';

const KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet'];

/** What a restore of volumes has scaled to 0 and nobody has scaled back. */
export const halfRestored: DoctorCheck = async ({ namespaces, ports: { cluster }, signal }) => {
  const found: DoctorFinding[] = [];
  for (const namespace of namespaces) {
    for (const kind of KINDS) {
      for (const { metadata } of await cluster.list(
        { apiVersion: 'apps/v1', kind, namespace, labels: RESTORING },
        signal,
      )) {
        const was = metadata.annotations?.[RESTORING] ?? 'an unknown number of';
        const seen = `${kind} ${namespace}/${metadata.name} was scaled to 0 for a restore of its volumes; before it had ${was} replicas`;
        found.push(
          wrong(
            'restores of volumes',
            seen,
            'If no game day restores it right now: look at its claims, scale it back, and remove its label and annotation.',
          ),
        );
      }
    }
  }
  return found;
};
