import { failure, FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';

/** One pod, this incarnation of it. Plain JSON, for the baseline. */
export interface Evictee {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

interface Evicting {
  readonly label: string;
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly gracePeriodSeconds?: number;
  /** Until then a disruption budget may say no; milliseconds since 1970. */
  readonly patientUntil: number;
}

const ASK_EVERY_MS = 500;

/**
 * Asks for every eviction until it is granted. A pod that is gone, also when its name was given again, is done. Fails with the
 * words of the budgets when they say no for too long; what was evicted until then stays evicted.
 */
export async function evictAll(pods: readonly Evictee[], how: Evicting): Promise<void> {
  const { clock } = how.ports;
  let left = pods;
  for (;;) {
    const refused = await evictOnce(left, how);
    if (refused.length === 0) return;
    if (clock.now() >= how.patientUntil) throw blocked(how.label, pods.length, refused);
    await clock.sleep(ASK_EVERY_MS, how.signal);
    left = refused.map(({ pod }) => pod);
  }
}

interface Refused {
  readonly pod: Evictee;
  readonly detail: string;
}

/** One after the other: the first eviction is what makes a budget say no to the second. */
async function evictOnce(pods: readonly Evictee[], how: Evicting): Promise<readonly Refused[]> {
  const { ports, signal, gracePeriodSeconds } = how;
  const refused: Refused[] = [];
  for (const pod of pods) {
    const order = { signal, ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }) };
    const answer = await ports.cluster.evict(pod, order);
    if (answer.outcome === 'blocked') refused.push({ pod, detail: answer.detail });
  }
  return refused;
}

function blocked(label: string, all: number, refused: readonly Refused[]) {
  const words = refused.map(({ pod, detail }) => `pod ${pod.namespace}/${pod.name}: ${detail}`);
  return failure(
    FailureType.effectFailed,
    `${label} was not drained: ${refused.length} of ${all} pods were not evicted, because disruption budgets did not allow it in time. ${words.join('; ')} ` +
      'Give it more time (blockedFor), or more replicas to the workload.',
  );
}
