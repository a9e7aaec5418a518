import { createClock } from '../activities/adapters/clock.ts';
import { createCluster } from '../activities/adapters/cluster.ts';
import { createHttp } from '../activities/adapters/http.ts';
import type { DoctorOrder } from '../activities/doctor/cluster-check.ts';
import { examineCluster, examinePrometheus } from '../activities/doctor/examine-cluster.ts';
import type { DoctorFinding } from '../experiments/definition/doctor.ts';
import { readSettings } from './settings.ts';

/** The cluster as the worker of this machine would see it. */
export async function doctorHere(
  order: Omit<DoctorOrder, 'records'> & { readonly kubernetes: boolean },
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<{ readonly findings: readonly DoctorFinding[] } | { readonly problems: readonly string[] }> {
  const read = readSettings(env);
  if ('problems' in read) return read;
  const { namespace, context } = read.settings.kubernetes;
  const ports = { cluster: createCluster({ env, context }), http: createHttp(), clock: createClock() };
  const examine = order.kubernetes ? examineCluster : examinePrometheus;
  return { findings: await examine({ ...order, records: namespace, ports, signal }) };
}
