import type { StoredUndo } from '../ports.ts';
import type { Guardrail } from './guardrail.ts';
import { clusterTargets } from './kubernetes/cluster-targets.ts';
import { type Finding, verdictOf } from './kubernetes/findings.ts';

export const concurrency: Guardrail<'concurrency'> = {
  kind: 'concurrency',
  async check({ settings: { perNamespace }, intent, ports: { undoRecords } }) {
    const namespaces = [...new Set(clusterTargets(intent).flatMap(({ namespace }) => namespace ?? []))];
    const live = namespaces.length === 0 ? [] : await undoRecords.at('cluster').list();
    const others = live.filter(({ state, owner }) => state !== 'undone' && owner.workflowId !== intent.owner);
    const findings = namespaces.map((namespace) => quota(namespace, others, perNamespace));
    return verdictOf('concurrency', findings, 'no target is in a namespace');
  },
};

function quota(namespace: string, others: readonly StoredUndo[], perNamespace: number): Finding {
  const here = others.filter(({ target }) => namespaceIn(target.key) === namespace);
  const experiments = [...new Set(here.map(({ owner }) => owner.workflowId))];
  if (experiments.length < perNamespace) {
    const detail = `${experiments.length} other experiments have faults in ${namespace}, ${perNamespace} at once are allowed`;
    return { result: 'met', detail };
  }
  const detail = `${experiments.join(', ')} already has faults in ${namespace}, and ${perNamespace} at once are allowed. Wait until it has ended`;
  return { result: 'not met', detail };
}

/** `kubernetes/shop/pod/web-1` */
function namespaceIn(key: string): string | undefined {
  const [family, namespace] = key.split('/');
  return family === 'kubernetes' ? namespace : undefined;
}
