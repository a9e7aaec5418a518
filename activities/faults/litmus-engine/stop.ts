import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { MANAGER } from '../kubernetes/field-owners.ts';
import { keyOfEngine, labelOfEngine, namespaceOf, type OnEngine, readEngine } from './engine-object.ts';
import { namesOf, runsOf } from './runs.ts';
import { isOver, stateOf, wordsFor } from './state.ts';

const LOOK_EVERY_MS = 250;
/** Pods of Litmus take their grace period to take the damage back. */
const GONE_WITHIN_MS = 45_000;

/**
 * Tells it to stop, waits until the operator says that it has, and until every job and pod of it is really gone; only then is
 * the engine deleted. What the operator says is not enough: pods may still be taking the damage back, or hang in it.
 */
export async function stopEngine(call: OnEngine): Promise<void> {
  const { clock } = call.ports;
  const began = clock.monotonic();
  for (;;) {
    const engine = await readEngine(call);
    const runs = await runsOf(call, engine?.metadata.uid);
    if (engine === undefined && runs.length === 0) return;
    if (engine !== undefined) await nextStep(call, engine, runs);
    if (clock.monotonic() - began >= GONE_WITHIN_MS) throw await notStopped(call, engine, runs);
    await clock.sleep(LOOK_EVERY_MS, call.signal);
  }
}

async function nextStep(call: OnEngine, engine: ClusterObject, runs: readonly ClusterObject[]): Promise<void> {
  const { cluster } = call.ports;
  const { uid, resourceVersion, deletionTimestamp } = engine.metadata;
  if (deletionTimestamp !== undefined) return;
  if (stateOf(engine) === '' && runs.length === 0) {
    // As it was seen: in this moment the operator may begin.
    await cluster.delete(keyOfEngine(call), { uid, resourceVersion });
  } else if (isOver(engine)) {
    // Pods of an engine that has completed may be kept; they go with it.
    if (stateOf(engine) === 'completed' || runs.length === 0) await cluster.delete(keyOfEngine(call), { uid });
  } else if (!isToldToStop(engine)) {
    await cluster.patch(keyOfEngine(call), {
      type: 'merge',
      body: { metadata: { uid }, spec: { engineState: 'stop' } },
      manager: MANAGER,
    });
  }
}

const isToldToStop = ({ spec }: ClusterObject): boolean => isMapping(spec) && spec['engineState'] === 'stop';

async function notStopped(call: OnEngine, engine: ClusterObject | undefined, runs: readonly ClusterObject[]) {
  return failure(
    FailureType.notUndone,
    `Not undone yet: ${leftOver(call, engine, runs).join('; ')}. The undo goes on trying, and is done once they are gone.`,
  );
}

/** What is left of the fault, one line each. */
export function leftOver(
  call: OnEngine,
  engine: ClusterObject | undefined,
  runs: readonly ClusterObject[],
): readonly string[] {
  const label = labelOfEngine(call);
  return [
    ...(engine
      ? [`${label} is there (${wordsFor(engine)})${isOver(engine) ? '' : '; is the operator of Litmus running?'}`]
      : []),
    ...(runs.length > 0
      ? [`${namesOf(runs)} of it ${runs.length === 1 ? 'is' : 'are'} there. ${wayOut(call, runs)}`]
      : []),
  ];
}

/** A pod that is killed by force leaves what it did where it did it, such as rules in the network of another pod. */
function wayOut(call: OnEngine, runs: readonly ClusterObject[]): string {
  const uid = runs[0]?.metadata.labels?.['chaosUID'] ?? '';
  return `The way out: kubectl delete jobs,pods -n ${namespaceOf(call)} -l chaosUID=${uid} (without --force, so that they take back what they did)`;
}
