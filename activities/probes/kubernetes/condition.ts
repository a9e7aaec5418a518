import type { KubernetesProbe } from '../../../experiments/definition/probes/kubernetes.ts';
import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { fewOf, nameOf, type Seen } from './look.ts';

type Wanted = NonNullable<KubernetesProbe['condition']>;

export function conditionOf(objects: readonly ClusterObject[], { type, status }: Wanted): Seen {
  const wrong = objects.flatMap((object) => {
    const found = conditionsOf(object).find((one) => one['type'] === type);
    if (found?.['status'] === status) return [];
    if (found === undefined) return [`${nameOf(object)} has none`];
    const { status: is, reason, message } = found;
    return [
      `${nameOf(object)} has ${String(is)}${typeof reason === 'string' && reason ? ` (${reason})` : ''}${said(message)}`,
    ];
  });
  if (wrong.length === 0) return { result: 'good', value: null, detail: `${type} is ${status}` };
  return { result: 'bad', value: null, detail: `${type} is not ${status}: ${fewOf(wrong)}` };
}

function conditionsOf({ status }: ClusterObject) {
  const conditions = isMapping(status) ? status['conditions'] : undefined;
  return Array.isArray(conditions) ? conditions.filter(isMapping) : [];
}

const said = (message: unknown): string => (typeof message === 'string' && message ? `: ${message}` : '');
