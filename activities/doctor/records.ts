import { fine, wrong } from '../../experiments/definition/doctor.ts';
import type { DoctorCheck } from './cluster-check.ts';

/** Without a place for undo records nothing is injected. */
export const recordsPlace: DoctorCheck = async ({ records: name, ports: { cluster }, signal }) => {
  const check = 'namespace of the undo records';
  const found = await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name }, signal);
  if (found === undefined)
    return [
      wrong(
        check,
        `there is no namespace ${name}`,
        `kubectl create namespace ${name}, or set GAMEDAY_KUBERNETES_NAMESPACE`,
      ),
    ];
  if (found.metadata.deletionTimestamp !== undefined) {
    return [wrong(check, `namespace ${name} is being deleted`, 'Wait until it is gone, then create it again.')];
  }
  const leases = await cluster.list({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: name }, signal);
  const records = leases.filter(({ metadata }) => metadata.labels?.['gameday.dev/record'] === 'true');
  return [fine(check, `${name}, with ${records.length} ${records.length === 1 ? 'record' : 'records'}`)];
};
