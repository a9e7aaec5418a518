import { ApplicationFailure } from '@temporalio/common';
import { type DoctorFinding, wrong } from '../../experiments/definition/doctor.ts';
import { FailureType } from '../failures.ts';
import { access } from './access.ts';
import { clocks } from './clocks.ts';
import type { DoctorCall, DoctorCheck } from './cluster-check.ts';
import { connection } from './connection.ts';
import { engines } from './engines.ts';
import { halfRestored } from './half-restored.ts';
import { prometheus } from './prometheus.ts';
import { recordsPlace } from './records.ts';
import { whoAmI } from './who-am-i.ts';

const IN_CLUSTER: readonly (readonly [name: string, check: DoctorCheck])[] = [
  ['who we are in the cluster', whoAmI],
  ['rights', access],
  ['namespace of the undo records', recordsPlace],
  ['restores of volumes', halfRestored],
  ['engines', engines],
  ['clocks', clocks],
];

/** All that can be seen; without a cluster only that. */
export async function examineCluster(call: DoctorCall): Promise<readonly DoctorFinding[]> {
  const connected = await guarded('connection to the cluster', connection, call);
  const isThere = connected.every(({ state }) => state === 'ok');
  const checks = isThere ? IN_CLUSTER : [];
  const found = await Promise.all(checks.map(([name, check]) => guarded(name, check, call)));
  return [...connected, ...found.flat(), ...(await examinePrometheus(call))];
}

export const examinePrometheus = (call: DoctorCall): Promise<readonly DoctorFinding[]> =>
  guarded('Prometheus', prometheus, call);

async function guarded(name: string, check: DoctorCheck, call: DoctorCall): Promise<readonly DoctorFinding[]> {
  try {
    return await check(call);
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    const type = error instanceof ApplicationFailure ? error.type : undefined;
    const found = wrong(name, seen, NEXT[type ?? ''] ?? 'Look at what the server said.');
    return [type === FailureType.effectFailed ? { ...found, isUnreachable: true } : found];
  }
}

const NEXT: Readonly<Record<string, string>> = {
  [FailureType.unsupported]: 'Set KUBECONFIG, or run this where the worker runs.',
  [FailureType.forbidden]: 'Ask for these rights: gameday rbac prints what a worker needs.',
  [FailureType.effectFailed]: 'Look whether the API server runs, and whether it can be reached from here.',
};
