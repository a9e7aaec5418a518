import type { TargetIdentity } from '../../experiments/definition/identity.ts';
import type { TargetKind } from '../../experiments/definition/targets/index.ts';
import { howMany } from './how-many.ts';
import { targetResolvers } from './index.ts';
import type { Bounds, TakeTargets, TargetResolver } from './resolver.ts';

/** Who is taken is drawn here, once; from then on the identities are recorded and never resolved again. */
export const takeTargets: TakeTargets = async (spec, ports, signal) => {
  const resolver = resolverOf(spec.kind);
  const found = await resolver.find(spec.settings, ports, signal);
  const bounds = (await resolver.bounds?.(spec, found, ports, signal)) ?? {};
  const count = howMany(spec.mode, found, bounds);
  return { matched: found.length, taken: count === found.length ? found : draw(count, found, bounds) };
};

function resolverOf<K extends TargetKind>(kind: K): TargetResolver<K> {
  return targetResolvers[kind];
}

/** Any `count` of them with equal chances, in the order in which they were found; of each place one. */
function draw(count: number, found: readonly TargetIdentity[], { spread }: Bounds): readonly TargetIdentity[] {
  const places = new Set<string>();
  const drawn = shuffled(found.map((_, index) => index)).filter((index) => {
    const place = spread?.places[index];
    if (place === undefined) return true;
    if (places.has(place)) return false;
    places.add(place);
    return true;
  });
  return drawn
    .slice(0, count)
    .toSorted((a, b) => a - b)
    .map((index) => found[index]!);
}

function shuffled(all: readonly number[]): readonly number[] {
  const left = [...all];
  return all.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0]!);
}
