import type { ClusterObject } from '../../cluster.ts';
import { warningsAbout } from '../../kubernetes/warnings.ts';
import type { Effect, FaultCall } from '../driver.ts';
import { descendantsOf, isChaos } from './children.ts';
import { labelOfChaos, readChaos } from './chaos-object.ts';
import { type ChaosRecord, complaintsIn, recordsOf, wasInjected, wordsFor } from './records.ts';

const LOOK_EVERY_MS = 200;

/** A Schedule and a Workflow do nothing themselves: their effect is there once a chaos that they made was injected. */
export async function lookAtChildren(call: FaultCall<'chaos-mesh'>): Promise<Effect> {
  const { ports, settings, signal } = call;
  const label = labelOfChaos(call);
  for (;;) {
    const parent = await readChaos(call);
    if (parent === undefined) return { observed: false, evidence: `${label} is not there` };
    const made = await descendantsOf(call);
    const chaos = made.filter(isChaos);
    const injected = chaos.filter((one) => isWhole(recordsOf(one)));
    if (injected.length > 0)
      return { observed: true, evidence: `${label} has injected ${injected.map(named).join(', ')}` };
    const patienceEnds = Date.parse(parent.metadata.creationTimestamp) + settings.effectWithin;
    if (ports.clock.now() >= patienceEnds) return await nothingYet(call, parent, made);
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function nothingYet(
  { ports, signal, ...call }: FaultCall<'chaos-mesh'>,
  parent: ClusterObject,
  made: readonly ClusterObject[],
): Promise<Effect> {
  const said = [
    ...made.flatMap((one) => complaintsIn(recordsOf(one))),
    ...(await warningsAbout(parent, ports, signal)),
  ];
  const so =
    made.length === 0
      ? 'it has made nothing yet'
      : `it has made ${made.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ')}`;
  const also = said.length === 0 ? '' : `; Chaos Mesh says: ${said.join('; ')}`;
  return { observed: false, evidence: `${labelOfChaos(call)} has injected nothing: ${so}${also}` };
}

/** Not only into some of what it has selected. */
const isWhole = (records: readonly ChaosRecord[]): boolean => records.length > 0 && records.every(wasInjected);

const named = (object: ClusterObject): string =>
  `${object.kind} ${object.metadata.name} (${wordsFor(recordsOf(object))})`;
