import type { ProcessIdentity } from '../../experiments/definition/identity.ts';
import type { Guardrail, Intent } from './guardrail.ts';

export const notOurselves: Guardrail<'not-ourselves'> = {
  kind: 'not-ourselves',
  async check({ intent, ports: { processes } }) {
    const name = 'not-ourselves';
    const targets = processTargets(intent);
    if (targets.length === 0) return { name, result: 'met', detail: 'no process is a target' };
    const ours = await processes.ours();
    const forbidden = targets.filter(({ pid, host }) => pid === 1 || (host === processes.host && ours.has(pid)));
    if (forbidden.length > 0) {
      const lines = forbidden.map(
        ({ label, pid }) => `${label} (pid ${pid}) is ${ours.get(pid) ?? 'the init process'}`,
      );
      return { name, result: 'not met', detail: `${lines.join('; ')}. Choose a selector that does not match it` };
    }
    const elsewhere = targets.filter(({ host }) => host !== processes.host);
    if (elsewhere.length > 0) {
      const places = elsewhere.map(({ label, host }) => `${label} is on ${host}`);
      return {
        name,
        result: 'unknown',
        detail: `${places.join('; ')}, and what is ours there cannot be seen from ${processes.host}. Run this experiment with a worker there`,
      };
    }
    return {
      name,
      result: 'met',
      detail: `${targets.length} target${targets.length === 1 ? ' is' : 's are'} not ours`,
    };
  },
};

function processTargets(intent: Intent): readonly ProcessIdentity[] {
  return intent.targets.flatMap(({ taken }) => taken).filter((target) => target.kind === 'process');
}
