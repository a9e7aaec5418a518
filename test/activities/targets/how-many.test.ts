import { howMany } from '../../../activities/targets/how-many.ts';
import type { Bounds } from '../../../activities/targets/resolver.ts';
import type { TargetMode } from '../../../experiments/definition/targets/index.ts';
import { aPodIdentity } from '../../support/pod-identity.ts';

const pods = (count: number) => Array.from({ length: count }, (_, index) => aPodIdentity(`web-${index}`));
const count = (mode: TargetMode, found: number, bounds: Bounds = {}) => howMany(mode, pods(found), bounds);
const web = (desired: number, unavailable: number) =>
  ({ workload: { label: 'deployment shop/web', desired, unavailable } }) as const;
const spread = (...places: readonly string[]): Bounds => ({ spread: { over: 'node', places } });

describe('how many targets are taken', () => {
  it.each([
    [20, 2, 50],
    [33, 3, 33.34],
    [10, 7, 14.29],
  ])('refuses %i %% of %i, which rounds down to none, and says what would be one', (percent, found, least) => {
    expect(() => count({ percent }, found)).toThrow(
      `${percent} % of ${found} = 0 targets (percentages round down). Matched: pod shop/web-0`,
    );
    expect(() => count({ percent }, found)).toThrow(`Write \`mode: {fixed: 1}\`, or at least ${least} %.`);
    expect(count({ percent: least }, found)).toBe(1);
  });

  it('draws a number up to a percentage, each with a chance', () => {
    const drawn = new Set(Array.from({ length: 200 }, () => count({ randomMaxPercent: 50 }, 6)));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(() => count({ randomMaxPercent: 20 }, 2)).toThrow('20 % of 2 = 0 targets');
  });

  it('counts a percentage of a workload against its desired replicas, of which those that are down are a part', () => {
    expect(count({ percent: 50 }, 4, web(4, 0))).toBe(2);
    expect(count({ percent: 50 }, 3, web(4, 1))).toBe(1);
    expect(count({ percent: 100 }, 5, web(4, 0))).toBe(4);
    expect(count({ percent: 100 }, 2, web(4, 1))).toBe(2);
    expect(() => count({ percent: 50 }, 2, web(4, 2))).toThrow(
      '50 % of the 4 desired replicas of deployment shop/web = 2, and 2 are unavailable already. ' +
        'Matched: pod shop/web-0, pod shop/web-1. Wait until they are back, or ask for at least 75 %.',
    );
    expect(() => count({ percent: 100 }, 1, web(1, 1))).toThrow('and 1 is unavailable already');
  });

  it('takes at most one of a place', () => {
    expect(count('all', 4, spread('a', 'a', 'b', 'c'))).toBe(3);
    expect(count({ percent: 100 }, 4, spread('a', 'a', 'b', 'b'))).toBe(2);
    expect(count({ fixed: 2 }, 3, spread('a', 'a', 'b'))).toBe(2);
    expect(() => count({ fixed: 3 }, 3, spread('a', 'a', 'b'))).toThrow(
      'mode: {fixed: 3} wants 3, 3 matched, they are on 2 node(s), one is taken of each: pod shop/web-0',
    );
    expect(() => count({ fixed: 3 }, 2, spread('a', 'b'))).toThrow('wants 3, 2 matched: pod');
  });
});
