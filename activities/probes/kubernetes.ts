import type { KubernetesProbe } from '../../experiments/definition/probes/kubernetes.ts';
import type { ClusterObject } from '../cluster.ts';
import { inTime } from './in-time.ts';
import { conditionOf } from './kubernetes/condition.ts';
import { eventsAbout } from './kubernetes/events.ts';
import { fieldOf } from './kubernetes/field.ts';
import type { Look, Seen } from './kubernetes/look.ts';
import { chosenObjects, describeChoice } from './kubernetes/objects.ts';
import { readiness } from './kubernetes/ready.ts';
import { restartsSince } from './kubernetes/restarts.ts';
import type { PointProbe } from './probe.ts';

/** A selector that matches nothing is bad, whatever is looked for: a misspelt one must not look like peace. */
export const kubernetes: PointProbe<'kubernetes'> = {
  kind: 'kubernetes',
  async measure({ settings, since, timeoutMs, signal, ports }) {
    const began = ports.clock.monotonic();
    const seen = await inTime({ timeoutMs, signal }, async (limited) => {
      const look: Look = { settings, since, cluster: ports.cluster, signal: limited };
      const objects = await chosenObjects(look);
      return objects.length === 0 ? nothing(settings) : lookAt(objects, look);
    });
    return { ...seen, latencyMs: ports.clock.monotonic() - began };
  },
};

async function lookAt(objects: readonly ClusterObject[], look: Look): Promise<Seen> {
  const { ready, restarts, field, condition, events } = look.settings;
  if (ready !== undefined) return readiness(objects, ready);
  if (restarts !== undefined) return restartsSince(objects, restarts, look);
  if (field !== undefined) return fieldOf(objects, field);
  if (condition !== undefined) return conditionOf(objects, condition);
  if (events !== undefined) return eventsAbout(objects, events, look);
  throw new Error('nothing is asked of the objects');
}

function nothing(settings: KubernetesProbe): Seen {
  const value = settings.ready === undefined ? null : 0;
  return { result: 'bad', value, detail: `there is no ${describeChoice(settings)}` };
}
