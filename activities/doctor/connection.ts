import { fine, wrong } from '../../experiments/definition/doctor.ts';
import { isMapping } from '../kubernetes/json.ts';
import type { DoctorCheck } from './cluster-check.ts';

const CHECK = 'connection to the cluster';

/** Everything else needs this one. */
export const connection: DoctorCheck = async ({ ports: { cluster }, signal }) => {
  const { status, body } = await cluster.read('/version', signal);
  const place = cluster.describe();
  const where = place === undefined ? 'the cluster' : `${place.server} (context ${place.context})`;
  const version = isMapping(body) ? body['gitVersion'] : undefined;
  if (status === 200 && typeof version === 'string') return [fine(CHECK, `Kubernetes ${version} at ${where}`)];
  const next = 'Correct the server in the kubeconfig, and look whether something stands between.';
  return [wrong(CHECK, `${where} answers ${status}, and not like Kubernetes`, next)];
};
