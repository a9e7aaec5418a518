import { failure, FailureType } from '../../failures.ts';
import { inOrder } from '../../kubernetes/json.ts';
import { markOf } from '../../kubernetes/marks.ts';
import { addressOf, change, labelOf, type OnProxy, type Proxy, readProxy, type Toxic } from './api.ts';

/** Under a name that only this fault has: those of others are never in the way. */
export const toxicName = ({ faultId }: Pick<OnProxy, 'faultId'>): string => `gameday-${markOf(faultId)}`;

export const ownToxic = (call: OnProxy, proxy: Proxy): Toxic | undefined =>
  proxy.toxics.find(({ name }) => name === toxicName(call));

export async function addToxic(call: OnProxy, proxy: Proxy): Promise<void> {
  if (ownToxic(call, proxy) !== undefined) return;
  // There already: an attempt before has added it, and its answer was lost.
  const outcome = await change(call, 'POST', addressOf(call, 'toxics'), {
    ...call.settings.toxic,
    name: toxicName(call),
  });
  if (outcome !== 'gone') return;
  throw failure(FailureType.targetMissing, `${labelOf(call)} got no toxic: it is gone since it was looked at.`);
}

export async function removeToxic(call: OnProxy): Promise<void> {
  await change(call, 'DELETE', addressOf(call, 'toxics', toxicName(call)));
}

/** Toxiproxy is the data path itself, so what it says of its toxics is what the connections get. */
export async function observeToxic(call: OnProxy): Promise<{ readonly observed: boolean; readonly evidence: string }> {
  const label = labelOf(call);
  const proxy = await readProxy(call);
  if (proxy === undefined) return { observed: false, evidence: `${label} is gone` };
  const found = ownToxic(call, proxy);
  if (found === undefined) return { observed: false, evidence: `${label} has no toxic ${toxicName(call)}` };
  const evidence = `${label} has the toxic ${wordsFor(found)}`;
  if (!proxy.enabled) return { observed: false, evidence: `${evidence}, but is down` };
  const other = differences(call, found);
  if (other.length > 0)
    return { observed: false, evidence: `${evidence}, but not as it was added: ${other.join(', ')}` };
  return { observed: true, evidence };
}

/** What Toxiproxy has for an attribute that was not given is its own default. */
function differences({ settings }: OnProxy, found: Toxic): readonly string[] {
  const { attributes = {}, ...rest } = settings.toxic ?? {};
  const wanted: Readonly<Record<string, unknown>> = { ...rest, ...attributes };
  const now: Readonly<Record<string, unknown>> = { ...found, ...found.attributes };
  return Object.keys(wanted)
    .filter((key) => !isAlike(wanted[key], now[key]))
    .map((key) => `${key} is ${inOrder(now[key]) ?? 'not there'}`);
}

/** Toxiproxy keeps shares as numbers of 32 bits. */
function isAlike(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other) < 1e-6;
  return one === other;
}

export const wordsFor = ({ name, type, stream, toxicity, attributes }: Toxic): string =>
  `${name} (${type} ${stream}, ${Math.round(toxicity * 100)} % of the connections, ${inOrder(attributes) ?? ''})`;
