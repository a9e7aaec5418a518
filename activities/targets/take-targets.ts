import type { TargetIdentity } from '../../experiments/definition/identity.ts';
import type { TargetKind, TargetMode } from '../../experiments/definition/targets/index.ts';
import { failure, FailureType } from '../failures.ts';
import { targetResolvers } from './index.ts';
import type { TakeTargets, TargetResolver } from './resolver.ts';

/** Who is taken is drawn here, once; from then on the identities are recorded and never resolved again. */
export const takeTargets: TakeTargets = async (spec, ports, signal) => {
  const found = await resolverOf(spec.kind).find(spec.settings, ports, signal);
  const count = howMany(spec.mode, found);
  return { matched: found.length, taken: count === found.length ? found : draw(count, found) };
};

function resolverOf<K extends TargetKind>(kind: K): TargetResolver<K> {
  return targetResolvers[kind];
}

function howMany(mode: TargetMode, found: readonly TargetIdentity[]): number {
  const matched = found.length;
  if (mode === 'all') return matched;
  if (mode === 'one') return atMost(1, found, 'mode: one');
  if ('fixed' in mode) return atMost(mode.fixed, found, `mode: {fixed: ${mode.fixed}}`);
  // Without the tiny addition 29 % of 100 would be 28: 100 × 29 / 100 has a rounding error for some numbers.
  const count = Math.floor((matched * mode.percent) / 100 + 1e-9);
  if (count > 0) return count;
  throw failure(
    FailureType.targetMissing,
    `No target was taken: ${mode.percent} % of ${matched} = 0 targets (percentages round down). ` +
      `Matched: ${named(found)}. Write \`mode: {fixed: 1}\` or a higher percentage.`,
  );
}

function atMost(wanted: number, found: readonly TargetIdentity[], mode: string): number {
  if (found.length >= wanted) return wanted;
  throw failure(
    FailureType.targetMissing,
    `No target was taken: ${mode} wants ${wanted}, ${found.length} matched: ${named(found)}. ` +
      'Ask for fewer, or correct the selector.',
  );
}

const named = (found: readonly TargetIdentity[]): string => found.map(({ label }) => label).join(', ') || 'none';

/** Any `count` of them with equal chances, in the order in which they were found. */
function draw(count: number, found: readonly TargetIdentity[]): readonly TargetIdentity[] {
  const left = found.map((_, index) => index);
  const drawn = Array.from({ length: count }, () => left.splice(Math.floor(Math.random() * left.length), 1)[0]!);
  return drawn.toSorted((a, b) => a - b).map((index) => found[index]!);
}
