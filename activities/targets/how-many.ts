import type { TargetIdentity } from '../../experiments/definition/identity.ts';
import type { TargetMode } from '../../experiments/definition/targets/index.ts';
import { failure, FailureType } from '../failures.ts';
import type { Bounds } from './resolver.ts';

type Found = readonly TargetIdentity[];

/** At least one, at most what was found; or a failure that says what to write instead. */
export function howMany(mode: TargetMode, found: Found, bounds: Bounds = {}): number {
  const most = mostOf(found, bounds);
  if (mode === 'all') return most;
  if (mode === 'one') return exactly(1, 'mode: one', found, bounds);
  if ('fixed' in mode) return exactly(mode.fixed, `mode: {fixed: ${mode.fixed}}`, found, bounds);
  if ('percent' in mode) return Math.min(most, shareOf(mode.percent, found, bounds));
  return 1 + Math.floor(Math.random() * Math.min(most, shareOf(mode.randomMaxPercent, found, bounds)));
}

const mostOf = (found: Found, { spread }: Bounds): number => (spread ? new Set(spread.places).size : found.length);

function exactly(wanted: number, mode: string, found: Found, bounds: Bounds): number {
  const most = mostOf(found, bounds);
  if (most >= wanted) return wanted;
  const { spread } = bounds;
  const have = spread && found.length >= wanted ? `they are on ${most} ${spread.over}(s), one is taken of each` : '';
  throw none(
    `${mode} wants ${wanted}, ${found.length} matched${have && `, ${have}`}: ${named(found)}`,
    'Ask for fewer, or correct the selector.',
  );
}

/** Percentages round down, and what is unavailable already is a part of them. */
function shareOf(percent: number, found: Found, { workload }: Bounds): number {
  const whole = workload?.desired ?? found.length;
  const down = workload?.unavailable ?? 0;
  // Without the tiny addition 29 % of 100 would be 28: 100 × 29 / 100 has a rounding error for some numbers.
  const share = Math.floor((whole * percent) / 100 + 1e-9);
  if (share > down) return share - down;
  const of = workload ? `the ${whole} desired replicas of ${workload.label}` : String(whole);
  const but =
    share > 0 ? `, and ${down} ${down === 1 ? 'is' : 'are'} unavailable already` : ' targets (percentages round down)';
  throw none(`${percent} % of ${of} = ${share}${but}. Matched: ${named(found)}`, insteadOf(whole, down));
}

function insteadOf(whole: number, down: number): string {
  const least = Math.ceil(((down + 1) / whole) * 10_000) / 100;
  const first = down > 0 ? 'Wait until they are back' : 'Write `mode: {fixed: 1}`';
  const more = down > 0 ? 'or ask for at least' : 'or at least';
  return least > 100 ? `${first}.` : `${first}, ${more} ${least} %.`;
}

const none = (what: string, next: string) =>
  failure(FailureType.targetMissing, `No target was taken: ${what}. ${next}`);

const named = (found: Found): string => found.map(({ label }) => label).join(', ') || 'none';
