import { type DoctorFinding, fine, odd, wrong } from '../../experiments/definition/doctor.ts';
import type { ClusterObject } from '../cluster.ts';
import type { DoctorCall, DoctorCheck } from './cluster-check.ts';

const ODD_MS = 2_000;
/** A lease is kept for a minute: with half of that between the clocks an owner could look dead. */
const WRONG_MS = 30_000;
/** Kubelets renew their leases every 10 s. */
const RENEWED_MS = 15_000;

/** Restarts and events are dated by nodes, leases by us: all of that is compared. */
export const clocks: DoctorCheck = async (call) => {
  const { cluster, clock } = call.ports;
  const before = clock.now();
  const { date } = await cluster.read('/version', call.signal);
  const after = clock.now();
  const server = Date.parse(date ?? '');
  if (Number.isNaN(server)) return [odd('clock of the API server', 'it does not tell its time')];
  // It tells whole seconds, rounded down, and was asked somewhere between the two.
  const ahead = Math.max(0, server - after) - Math.max(0, before - server - 1000);
  return [finding('clock of the API server', ahead), ...(await nodeClocks(server, call))];
};

function finding(check: string, aheadMs: number): DoctorFinding {
  const apart = Math.abs(aheadMs);
  const seen = `${apart < 1000 ? 'less than 1' : Math.round(apart / 1000)} s ${aheadMs < 0 ? 'behind' : 'ahead of'} ours`;
  if (apart < ODD_MS) return fine(check, seen);
  const next = 'Let a time service (NTP) set both clocks.';
  return apart < WRONG_MS ? odd(check, seen, next) : wrong(check, seen, next);
}

async function nodeClocks(
  server: number,
  { ports: { cluster }, signal }: DoctorCall,
): Promise<readonly DoctorFinding[]> {
  const check = 'clocks of the nodes';
  const query = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'kube-node-lease' };
  const leases = await cluster.list(query, signal).catch(() => undefined);
  if (leases === undefined) return [odd(check, 'not compared: we may not list the leases in kube-node-lease')];
  const off = leases.flatMap((lease) => {
    const ahead = renewedAt(lease) - server;
    if (Number.isNaN(ahead) || (ahead <= ODD_MS && ahead >= -RENEWED_MS)) return [];
    return [
      `${lease.metadata.name} ${ahead > 0 ? `is ${Math.round(ahead / 1000)} s ahead` : `said nothing for ${Math.round(-ahead / 1000)} s, or is behind`}`,
    ];
  });
  if (off.length === 0) return [fine(check, `${leases.length} agree with the API server`)];
  return [
    odd(
      check,
      off.join('; '),
      'Let a time service (NTP) set the clocks of these nodes, and look whether they are Ready.',
    ),
  ];
}

function renewedAt({ spec }: ClusterObject): number {
  const { renewTime = '' } = (spec ?? {}) as { readonly renewTime?: string };
  return Date.parse(renewTime);
}
