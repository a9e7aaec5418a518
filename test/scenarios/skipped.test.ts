import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { failure, FailureType } from '../../activities/failures.ts';
import { httpToggle } from '../../activities/faults/http-toggle.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { experimentStatus } from '../../workflows/messages.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { replayAll } from '../support/replay-all.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(async () => {
  jest.restoreAllMocks();
  await victim.stop();
});

const FEW = 'Nothing was switched on: 1 replica runs, and 2 shall.';
const skipping = () => failure(FailureType.skipped, FEW);
const switched = async () => (await victim.log()).map(({ broken }) => broken);
const run = async (faults: readonly PlannedFault[], change: Parameters<typeof anExperiment>[1] = {}) => {
  const handle = await rig.start(aPlan([anExperiment(victim.url, { faults, ...change })]));
  const outcome = await handle.result();
  await replayAll(rig, handle.workflowId);
  return outcome;
};

describe('a fault that is skipped', () => {
  it('has done nothing, and the next fault of the experiment goes on; the hypothesis is unknown, with the reason', async () => {
    jest.spyOn(httpToggle, 'inject').mockRejectedValueOnce(skipping());
    const faults = [
      breakingFault(victim.url, { name: 'first' }),
      breakingFault(victim.url, { name: 'second', hold: 300 }),
    ];
    const { verdict, experiments } = await run(faults);
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes', residue: [] });
    expect(verdict.reasons[0]).toBe(`first on ${experiments[0]!.faults[0]!.target.label} was skipped: ${FEW}`);
    expect(experiments[0]!.faults).toMatchObject([
      { name: 'first', skipped: FEW, restored: 'yes' },
      { name: 'second', restored: 'yes', effect: { observed: 'yes' } },
    ]);
    expect(experiments[0]!.faults[0]).not.toHaveProperty('undoStartedAt');
    expect(await switched()).toEqual([true, false]);
  }, 60_000);

  it('is known already when its undo is prepared, and then owes none', async () => {
    jest.spyOn(httpToggle, 'prepareUndo').mockRejectedValueOnce(skipping());
    const { verdict, experiments } = await run([breakingFault(victim.url, { hold: 60_000 })]);
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes' });
    expect(verdict.reasons).toContain('no fault was injected');
    expect(experiments[0]!.faults).toMatchObject([{ skipped: FEW, undoFailures: 0 }]);
    expect(await switched()).toEqual([]);
    expect(await rig.ports.undoRecords.list()).toContainEqual(
      expect.objectContaining({ state: 'undone', skipped: FEW }),
    );
  }, 60_000);

  it('does not end those that are on at the same time, nor lengthen them', async () => {
    const other = await startVictim();
    try {
      const inject = httpToggle.inject.bind(httpToggle);
      jest.spyOn(httpToggle, 'inject').mockImplementation(async (call) => {
        if (call.target.kind === 'application' && call.target.url === other.url) throw skipping();
        await inject(call);
      });
      const faults = [breakingFault(victim.url, { name: 'on' }), breakingFault(other.url, { name: 'not on' })];
      const groups = [{ name: 'both', holdMs: 1_000, faults }];
      const { verdict, experiments } = await run([], { groups });
      expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes' });
      const on = experiments[0]!.faults.find(({ name }) => name === 'on')!;
      expect(on.releasedAt! - on.injectedAt!).toBeGreaterThan(900);
      expect(on.releasedAt! - on.injectedAt!).toBeLessThan(10_000);
      expect(on.releasedBecause).toBe('the hold is over');
    } finally {
      await other.stop();
    }
  }, 60_000);

  it('may have no target at all, when the document says that this is no mistake', async () => {
    jest.spyOn(rig.ports.cluster, 'list').mockResolvedValue([]);
    jest.spyOn(rig.ports.cluster, 'get').mockResolvedValue(undefined);
    const settings = { namespace: 'shop', labels: 'app=canary', kind: 'Pod', optedIn: false, ifEmpty: 'skip' } as const;
    const canary: PlannedFault = {
      name: 'end a canary',
      kind: 'pod-kill',
      settings: { gracePeriod: 0, minRunning: 1 },
      target: { kind: 'kubernetes', settings, mode: 'one' },
      hold: 300,
    };
    const { verdict, experiments } = await run([canary, breakingFault(victim.url, { hold: 300 })]);
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes' });
    expect(experiments[0]!.faults[0]).toMatchObject({
      name: 'end a canary',
      target: { label: 'no target' },
      skipped: expect.stringContaining('there is no namespace shop'),
    });
    const { faults } = await rig.client.workflow.getHandle(experiments[0]!.id).query(experimentStatus);
    expect(faults).toContainEqual(expect.objectContaining({ name: 'end a canary', state: 'skipped' }));
    expect(experiments[0]!.timeline).toContainEqual(
      expect.objectContaining({ what: 'end a canary on no target: skipped' }),
    );
    expect(await switched()).toEqual([true, false]);
  }, 60_000);
});
