import { misfitOfEngine } from '../../experiments/definition/faults/litmus-engine.ts';
import { failure, FailureType } from '../failures.ts';
import type { FaultDriver } from './driver.ts';
import { identityOf, requireTarget } from './kubernetes/target-object.ts';
import { missingWorkloads, workloadsIn, workloadsOf } from './kubernetes/workloads.ts';
import { engineFor, labelOfEngine, readEngine } from './litmus-engine/engine-object.ts';
import { requireExperiments } from './litmus-engine/experiments.ts';
import { injectEngine } from './litmus-engine/injection.ts';
import { lookAtEngine } from './litmus-engine/look.ts';
import { meantPods } from './litmus-engine/meant-pods.ts';
import { runsOf } from './litmus-engine/runs.ts';
import { stateOf } from './litmus-engine/state.ts';
import { leftOver, stopEngine } from './litmus-engine/stop.ts';

export const litmusEngine: FaultDriver<'litmus-engine'> = {
  kind: 'litmus-engine',
  recovery: 'undone',
  /** Pods that were hurt become Ready again. */
  settlesWithinMs: 10_000,

  expiry: () => ({ by: 'target', text: 'the pods of Litmus end it after TOTAL_CHAOS_DURATION' }),

  async touches(call) {
    const pods = await meantPods(call, await requireTarget(call));
    return pods.map(({ metadata }) => `pod ${metadata.namespace}/${metadata.name} (or another, as Litmus chooses)`);
  },

  async prepareUndo(call) {
    const wrong = misfitOfEngine(call.settings, identityOf(call).objectKind);
    if (wrong !== undefined) throw failure(FailureType.unsupported, `${call.target.label} was not touched: ${wrong}.`);
    const target = await requireTarget(call);
    await requireExperiments(call);
    const engine = engineFor(call, target.kind === 'Namespace' ? undefined : target);
    const { outcome } = await call.ports.cluster.create(engine, { dryRun: true, signal: call.signal });
    if (outcome !== 'written') {
      const seen = outcome === 'gone' ? 'its namespace is gone, or being deleted' : 'it is there already';
      throw failure(FailureType.targetMissing, `${labelOfEngine(call)} cannot be made: ${seen}.`);
    }
    return { workloads: await workloadsOf(await meantPods(call, target), call.ports, call.signal) };
  },

  inject: injectEngine,
  observe: lookAtEngine,
  undo: stopEngine,

  async verifyUndone(call) {
    const engine = await readEngine(call);
    const left = leftOver(call, engine, await runsOf(call, engine?.metadata.uid));
    if (left.length > 0) return left;
    return await missingWorkloads(workloadsIn(call.baseline['workloads']), call.ports, call.signal);
  },

  async hasExpired(call) {
    const engine = await readEngine(call);
    return engine === undefined || stateOf(engine) === 'completed';
  },
};
