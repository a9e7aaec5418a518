import { failure, FailureType } from '../../failures.ts';
import { labelOfEngine, LITMUS, namespaceOf, type OnEngine } from './engine-object.ts';

/** Litmus itself only says "ChaosExperiment Not Found" in the status of an engine that it has begun to run. */
export async function requireExperiments(call: OnEngine): Promise<void> {
  const namespace = namespaceOf(call);
  const kind = { apiVersion: LITMUS, kind: 'ChaosExperiment', namespace };
  const there = (await call.ports.cluster.list(kind, call.signal)).map(({ metadata }) => metadata.name);
  const missing = call.settings.spec.experiments.map(({ name }) => name).filter((name) => !there.includes(name));
  if (missing.length === 0) return;
  throw failure(
    FailureType.targetMissing,
    `${labelOfEngine(call)} was not made: namespace ${namespace} has no ChaosExperiment ${missing.join(', ')}. ` +
      `${there.length === 0 ? 'It has none at all' : `It has ${there.join(', ')}`}. Install it there, or correct its name.`,
  );
}
