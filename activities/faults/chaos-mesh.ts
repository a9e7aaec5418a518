import { hasDuration, isOneShot, misfit } from '../../experiments/definition/faults/chaos-mesh.ts';
import { failure, FailureType } from '../failures.ts';
import { beforeOf, lookBefore, missingStill } from './chaos-mesh/before.ts';
import { labelOfChaos, manifestOf, namespaceOf } from './chaos-mesh/chaos-object.ts';
import { hasEndedByItself } from './chaos-mesh/ended.ts';
import { createChaos, untilInjected } from './chaos-mesh/injection.ts';
import { lookAtChildren } from './chaos-mesh/look-at-children.ts';
import { lookAtChaos } from './chaos-mesh/look.ts';
import { leftOf } from './chaos-mesh/left.ts';
import { removeChaos } from './chaos-mesh/removal.ts';
import { selectedPods } from './chaos-mesh/selected.ts';
import type { FaultDriver } from './driver.ts';
import { identityOf } from './kubernetes/target-object.ts';

export const chaosMesh: FaultDriver<'chaos-mesh'> = {
  kind: 'chaos-mesh',
  /** Also for its kills: the object is deleted, and then the workload must be as it was. */
  recovery: 'undone',

  expiry(settings) {
    if (isOneShot(settings))
      return { by: 'nothing needed', text: 'it is over at once; whatever runs it starts it again' };
    if (hasDuration(settings.kind)) return { by: 'target', text: 'Chaos Mesh ends it after the duration in its spec' };
    const text = `nothing: Chaos Mesh goes on with a ${settings.kind} until somebody deletes it; a sweep of the cluster (gameday sweep --kubernetes) does`;
    return { by: 'none', text };
  },

  async touches({ settings, target, ports, signal }) {
    const found = await selectedPods(settings.spec, namespaceOf(target), ports.cluster, signal);
    const { uid } = identityOf({ target });
    return found
      .filter(({ pod }) => pod.metadata.uid !== uid)
      .map(({ pod, mode }) => {
        const label = `pod ${pod.metadata.namespace}/${pod.metadata.name}`;
        return mode === 'all' ? label : `${label} (or another: mode ${mode})`;
      });
  },

  /** The server is asked with its admission: what the webhooks of Chaos Mesh refuse, they refuse before anything is owed. */
  async prepareUndo(call) {
    const wrong = misfit(call.settings, identityOf(call));
    if (wrong !== undefined) {
      throw failure(
        FailureType.unsupported,
        `${call.settings.kind} was not injected into ${call.target.label}: ${wrong}.`,
      );
    }
    const before = await lookBefore(call);
    const { outcome } = await call.ports.cluster.create(manifestOf(call), { dryRun: true, signal: call.signal });
    if (outcome === 'written') return { ...before };
    const seen =
      outcome === 'gone' ? `namespace ${namespaceOf(call.target)} is gone, or being deleted` : 'it is there already';
    throw failure(FailureType.targetMissing, `${labelOfChaos(call)} cannot be made: ${seen}.`);
  },

  async inject(call) {
    if (await createChaos(call)) await untilInjected(call);
  },

  observe: (call) => (hasDuration(call.settings.kind) ? lookAtChaos(call) : lookAtChildren(call)),

  undo: removeChaos,

  async verifyUndone(call) {
    const left = await leftOf(call);
    return left.length > 0 ? left : await missingStill(call, beforeOf(call.baseline));
  },

  hasExpired: hasEndedByItself,
};
