import { targetResolvers } from '../../../activities/targets/index.ts';
import { takeTargets } from '../../../activities/targets/take-targets.ts';
import { targetSettings, type TargetMode } from '../../../experiments/definition/targets/index.ts';
import { aProcess, fakeProcesses } from '../../support/fault-processes.ts';
import { aWorld } from '../../support/fault-world.ts';

async function take(mode: TargetMode, count: number) {
  const running = Array.from({ length: count }, (_, index) => aProcess(100 + index, 'app'));
  const ports = aWorld('/nowhere', { processes: fakeProcesses(running) });
  const spec = { kind: 'process', settings: { commandLine: 'app' }, mode } as const;
  const { matched, taken } = await takeTargets(spec, ports, new AbortController().signal);
  return { matched, pids: taken.map((target) => (target.kind === 'process' ? target.pid : 0)) };
}

describe('taking targets', () => {
  it('has a resolver for every kind of target', () => {
    expect(Object.keys(targetResolvers).toSorted()).toEqual(Object.keys(targetSettings).toSorted());
    for (const [kind, resolver] of Object.entries(targetResolvers)) expect(resolver.kind).toBe(kind);
  });

  it('takes all, or a fixed number, each once and in order', async () => {
    expect(await take('all', 3)).toEqual({ matched: 3, pids: [100, 101, 102] });
    const { pids } = await take({ fixed: 7 }, 10);
    expect(pids).toHaveLength(7);
    expect([...new Set(pids)].toSorted((a, b) => a - b)).toEqual(pids);
  });

  it('draws one at random, so that over time every one is hit', async () => {
    const drawn = await Promise.all(Array.from({ length: 100 }, () => take('one', 3)));
    expect(new Set(drawn.map(({ pids }) => pids[0])).size).toBe(3);
    expect(drawn[0]!.matched).toBe(3);
  });

  it.each([
    [50, 3, 1],
    [29, 100, 29],
    [100, 7, 7],
    [34, 3, 1],
    [99, 2, 1],
  ])('rounds percentages down: %i %% of %i is %i', async (percent, count, expected) => {
    expect((await take({ percent }, count)).pids).toHaveLength(expected);
  });

  it('refuses a percentage that comes to nothing, and says what to write instead', async () => {
    await expect(take({ percent: 20 }, 2)).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringMatching(
        /20 % of 2 = 0 targets.*process 100.*Write `mode: \{fixed: 1\}`, or at least 50 %/,
      ),
    });
  });

  it('refuses to take fewer than were asked for, and names what it found', async () => {
    await expect(take({ fixed: 3 }, 2)).rejects.toThrow(
      'mode: {fixed: 3} wants 3, 2 matched: process 100 (app), process 101 (app)',
    );
  });
});
