import { ApplicationFailure } from '@temporalio/common';
import type { ResolvedTargets, TargetIdentity } from '../../experiments/definition/identity.ts';
import type { TargetKind, TargetSpec } from '../../experiments/definition/targets/index.ts';
import { FailureType } from '../failures.ts';
import { howMany } from './how-many.ts';
import { targetResolvers } from './index.ts';
import type { Bounds, TakeTargets, TargetResolver } from './resolver.ts';

/** Who is taken is drawn here, once; from then on the identities are recorded and never resolved again. */
export const takeTargets: TakeTargets = async (spec, ports, signal) => {
  const resolver = resolverOf(spec.kind);
  const found = await findOrSkip(() => resolver.find(spec.settings, ports, signal), spec);
  if (typeof found === 'string') return { matched: 0, taken: [], skipped: found };
  const bounds = (await resolver.bounds?.(spec, found, ports, signal)) ?? {};
  const count = howMany(spec.mode, found, bounds);
  const taken = count === found.length ? found : draw(count, found, bounds);
  return { matched: found.length, taken, ...namesOf(found) };
};

/** Why it is skipped, when nothing is there and the target says that this is no mistake. */
async function findOrSkip(
  find: () => Promise<readonly TargetIdentity[]>,
  { kind, settings }: TargetSpec,
): Promise<readonly TargetIdentity[] | string> {
  try {
    return await find();
  } catch (error) {
    const mayBeEmpty = kind === 'kubernetes' && settings.ifEmpty === 'skip';
    const isEmpty = error instanceof ApplicationFailure && error.type === FailureType.targetMissing;
    if (mayBeEmpty && isEmpty) return error.message;
    throw error;
  }
}

const MOST_NAMES = 100;

/** Pods come and go: what matched is told by name and incarnation, so that a change between two looks can be shown. */
function namesOf(found: readonly TargetIdentity[]): Pick<ResolvedTargets, 'names'> {
  const names = found.flatMap((one) => (one.kind === 'kubernetes' ? [`${one.label} (${one.uid.slice(0, 8)})`] : []));
  return names.length === 0 || names.length > MOST_NAMES ? {} : { names };
}

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
