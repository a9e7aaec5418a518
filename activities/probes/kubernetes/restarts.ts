import { satisfies } from '../../../experiments/definition/compare.ts';
import type { Comparison } from '../../../experiments/definition/comparison.ts';
import type { AtMs } from '../../../experiments/definition/outcome.ts';
import type { ClusterObject } from '../../cluster.ts';
import { fewOf, type Look, nameOf, type Seen } from './look.ts';

/**
 * Counts containers, not restarts: the status of a pod tells how often one was restarted in all, and when it ended last. So
 * this needs no memory, and a worker that takes over comes to the same number.
 */
export function restartsSince(
  pods: readonly ClusterObject[],
  expected: Comparison,
  { settings: { container }, since }: Pick<Look, 'settings' | 'since'>,
): Seen {
  const all = pods.flatMap((pod) => containersOf(pod).map((one) => ({ ...one, pod: nameOf(pod) })));
  const looked = all.filter(({ name }) => container === undefined || name === container);
  if (looked.length === 0) {
    const detail = container === undefined ? 'no container has begun yet' : `no pod has a container ${container}`;
    return { result: 'unknown', value: null, detail };
  }
  const restarted = looked.filter((one) => hasRestarted(one, since));
  const value = restarted.length;
  const names = restarted.map(({ pod, name, lastState }) => `${pod}/${name} (${whyEnded(lastState)})`);
  const seen = `${value} of ${looked.length} containers restarted${value > 0 ? `: ${fewOf(names)}` : ''}`;
  if (satisfies(value, expected)) return { result: 'good', value, detail: seen };
  return { result: 'bad', value, detail: `expected ${expected.text}; ${seen}` };
}

/** https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.32/#containerstatus-v1-core */
interface Status {
  readonly name: string;
  readonly restartCount: number;
  readonly lastState?: { readonly terminated?: Terminated };
}

interface Terminated {
  readonly finishedAt?: string;
  readonly reason?: string;
  readonly exitCode?: number;
}

/** Init containers run again with every restart of their pod; those of them that stay are sidecars, and look the same here. */
function containersOf({ status }: ClusterObject): readonly Status[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API server keeps to its own schema
  const { containerStatuses = [], initContainerStatuses = [] } = (status ?? {}) as {
    readonly containerStatuses?: readonly Status[];
    readonly initContainerStatuses?: readonly Status[];
  };
  return [...containerStatuses, ...initContainerStatuses];
}

/** The server tells whole seconds, rounded down; a time that it does not tell may be any. */
function hasRestarted({ restartCount, lastState }: Status, since: AtMs): boolean {
  if (restartCount === 0) return false;
  const ended = Date.parse(lastState?.terminated?.finishedAt ?? '');
  return Number.isNaN(ended) || ended >= Math.floor(since / 1000) * 1000;
}

function whyEnded(lastState: Status['lastState']): string {
  const { reason, exitCode } = lastState?.terminated ?? {};
  if (reason === undefined || reason === 'Error')
    return exitCode === undefined ? 'no reason told' : `exit code ${exitCode}`;
  return reason;
}
