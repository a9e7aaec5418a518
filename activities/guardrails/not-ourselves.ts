import type { ProcessIdentity } from '../../experiments/definition/identity.ts';
import type { CheckResult } from '../../experiments/definition/outcome.ts';
import type { Processes } from '../ports.ts';
import { NOTHING_IN_A_CLUSTER } from './control-path.ts';
import type { Guardrail, GuardrailCall, Intent } from './guardrail.ts';
import { clusterTargets } from './kubernetes/cluster-targets.ts';
import { type Finding, verdictOf } from './kubernetes/findings.ts';
import { ownInCluster } from './kubernetes/own-in-cluster.ts';

export const notOurselves: Guardrail<'not-ourselves'> = {
  kind: 'not-ourselves',
  async check(call) {
    const findings = [...(await amongProcesses(call)), ...(await inCluster(call))];
    return verdictOf('not-ourselves', findings, 'no process is a target');
  },
};

type Call = GuardrailCall<'not-ourselves'>;

async function amongProcesses({ intent, ports: { processes } }: Call): Promise<readonly Finding[]> {
  const targets = processTargets(intent);
  return targets.length === 0 ? [] : [await judgeProcesses(targets, processes)];
}

async function judgeProcesses(targets: readonly ProcessIdentity[], processes: Processes): Promise<Finding> {
  const ours = await processes.ours();
  const forbidden = targets.filter(({ pid, host }) => pid === 1 || (host === processes.host && ours.has(pid)));
  if (forbidden.length > 0) {
    const lines = forbidden.map(({ label, pid }) => `${label} (pid ${pid}) is ${ours.get(pid) ?? 'the init process'}`);
    return { result: 'not met', detail: `${lines.join('; ')}. Choose a selector that does not match it` };
  }
  const elsewhere = targets.filter(({ host }) => host !== processes.host);
  if (elsewhere.length > 0) {
    const places = elsewhere.map(({ label, host }) => `${label} is on ${host}`);
    const detail = `${places.join('; ')}, and what is ours there cannot be seen from ${processes.host}. Run this experiment with a worker there`;
    return { result: 'unknown', detail };
  }
  return notOurs(targets.length);
}

async function inCluster({ settings, intent, controlPath, ports }: Call): Promise<readonly Finding[]> {
  const targets = clusterTargets(intent);
  if (targets.length === 0) return [];
  const { allowNodes = [] } = settings;
  const ours = await ownInCluster(targets, controlPath ?? NOTHING_IN_A_CLUSTER, allowNodes, ports.cluster);
  if (ours.length === 0) return [notOurs(targets.length)];
  const next = targets.some(({ objectKind }) => objectKind === 'Node')
    ? 'Choose another node; or, if an undo may come late, allow it: guardrails: [{ not-ourselves: { allowNodes: [...] } }]'
    : 'Choose a selector that does not match it';
  return [{ result: 'not met', detail: `${ours.join('; ')}. ${next}` }];
}

function notOurs(count: number): Pick<CheckResult, 'result' | 'detail'> {
  return { result: 'met', detail: `${count} target${count === 1 ? ' is' : 's are'} not ours` };
}

function processTargets(intent: Intent): readonly ProcessIdentity[] {
  return intent.targets.flatMap(({ taken }) => taken).filter((target) => target.kind === 'process');
}
