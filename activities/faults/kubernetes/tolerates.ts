import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';

interface Taint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: string;
}

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

/** Whether a pod is deleted because of this taint, now or when the time for which it tolerates the taint is over. */
export function mustLeave({ spec }: ClusterObject, taint: Taint): boolean {
  const all: readonly Toleration[] = isMapping(spec) && Array.isArray(spec['tolerations']) ? spec['tolerations'] : [];
  return !all.some((one) => matches(one, taint) && one.tolerationSeconds === undefined);
}

/** Without a key: every taint. Without an effect: every effect. */
function matches({ key = '', operator = 'Equal', value = '', effect = '' }: Toleration, taint: Taint): boolean {
  if (effect !== '' && effect !== taint.effect) return false;
  if (key === '') return operator === 'Exists';
  return key === taint.key && (operator === 'Exists' || value === (taint.value ?? ''));
}
