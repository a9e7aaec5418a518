import { fine, odd } from '../../experiments/definition/doctor.ts';
import { isMapping } from '../kubernetes/json.ts';
import type { DoctorCheck } from './cluster-check.ts';

const CHECK = 'who we are in the cluster';

export const whoAmI: DoctorCheck = async ({ ports: { cluster }, signal }) => {
  const asked = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} };
  const answer = await cluster.create(asked, { signal });
  const status = answer.outcome === 'written' ? answer.object['status'] : undefined;
  const user = isMapping(status) && isMapping(status['userInfo']) ? status['userInfo'] : {};
  const { username, groups } = user;
  if (typeof username !== 'string') return [odd(CHECK, 'the server does not say')];
  const named: readonly unknown[] = Array.isArray(groups) ? groups : [];
  if (!named.includes('system:masters')) return [fine(CHECK, username)];
  const next = 'Give the worker a service account of its own: gameday rbac prints what it needs.';
  return [odd(CHECK, `${username}, who may do everything (system:masters)`, next)];
};
