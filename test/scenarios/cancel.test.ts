import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SteadyStateCheck } from '../../experiments/definition/sli.ts';
import type { SnapshotSpec } from '../../experiments/definition/snapshots/index.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import type { GameDayHandle } from '../support/game-days.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import type { ExperimentPhase } from '../../workflows/messages.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

const slow = () =>
  anExperiment(victim.url, {
    baseline: 1_000,
    faults: [breakingFault(victim.url, { hold: 60_000 })],
    recovery: { within: 20_000, settle: 2_000 },
  });

async function endsCancelled(handle: GameDayHandle): Promise<void> {
  await expect(handle.result()).rejects.toThrow('cancelled');
  const { status } = await handle.describe();
  expect(status.name).toBe('CANCELLED');
  const { outcome, reports } = await rig.status(handle);
  expect(outcome?.verdict).toMatchObject({ ended: 'aborted', restored: 'yes' });
  expect(existsSync(reports!.html)).toBe(true);
  expect(await victim.isBroken()).toBe(false);
}

describe('a cancel from the client', () => {
  for (const phase of ['measuring the baseline', 'injecting', 'holding'] satisfies ExperimentPhase[]) {
    it(`puts everything back, ends as cancelled and writes a report while ${phase}`, async () => {
      if (phase === 'injecting') await victim.control({ hangMs: 1_500 });
      const handle = await rig.start(aPlan([slow()]));
      await rig.experiment(handle, 1, (status) => status.phase === phase);
      await handle.cancel();
      await endsCancelled(handle);
    });
  }

  it('ends before any fault while the steady state is proven', async () => {
    const steadyState: SteadyStateCheck[] = [
      { name: 'slow', kind: 'command', settings: { run: ['sleep', '3'], exitCode: 0 }, timeout: 10_000 },
    ];
    const handle = await rig.start(aPlan([{ ...slow(), steadyState }]));
    await rig.experiment(handle, 1, (status) => status.phase === 'proving the steady state');
    await handle.cancel();
    await endsCancelled(handle);
    expect(await victim.log()).toEqual([]);
  });

  it('ends before any fault while the snapshot is taken, and leaves no half-done snapshot', async () => {
    const path = await mkdtemp(join(rig.directory, 'data-'));
    await Promise.all(Array.from({ length: 1_500 }, (_, at) => writeFile(join(path, `file-${at}`), `${at}`)));
    const snapshot: SnapshotSpec = { kind: 'directory', settings: { path, keep: 1, keepFor: 1_000, exclude: [] } };
    const handle = await rig.start(aPlan([{ ...slow(), snapshot }]));
    await rig.experiment(handle, 1, (status) => status.phase === 'taking the snapshot');
    await handle.cancel();
    await endsCancelled(handle);
    expect(await victim.log()).toEqual([]);
  });

  it('lets an undo that has begun end, and verifies it', async () => {
    const handle = await rig.start(
      aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 300 })] })]),
    );
    await eventually(() => victim.isBroken());
    await victim.control({ hangMs: 1_500 });
    await rig.experiment(handle, 1, (status) => status.phase === 'undoing');
    await handle.cancel();
    await endsCancelled(handle);
  });

  it('during the recovery ends the waiting', async () => {
    const experiment = {
      ...slow(),
      groups: [{ name: 'short', holdMs: 200, faults: [breakingFault(victim.url, { hold: 200 })] }],
    };
    const handle = await rig.start(aPlan([experiment]));
    await rig.experiment(handle, 1, (status) => status.phase === 'recovering' || status.phase === 'undoing');
    await handle.cancel();
    await endsCancelled(handle);
  });

  it('of the experiment alone stops the game day too, which was not cancelled itself', async () => {
    const handle = await rig.start(aPlan([slow(), slow()]));
    const { id } = await rig.experiment(handle, 1, (status) => status.phase === 'holding');
    await rig.client.workflow.getHandle(id).cancel();
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'unknown', ended: 'aborted', restored: 'yes' });
    expect(outcome.skipped).toHaveLength(1);
    expect((await rig.client.workflow.getHandle(id).describe()).status.name).toBe('CANCELLED');
    expect(await victim.isBroken()).toBe(false);
  });

  it('of the fault alone in the UI undoes it and aborts its experiment', async () => {
    const handle = await rig.start(aPlan([slow()]));
    const { faults } = await rig.experiment(handle, 1, (status) => status.phase === 'holding');
    await rig.client.workflow.getHandle(faults[0]!.workflowId).cancel();
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ ended: 'aborted', restored: 'yes' });
    expect(await victim.isBroken()).toBe(false);
  });
});

describe('an abort by an operator', () => {
  it('undoes, says who and why, and completes', async () => {
    const handle = await rig.start(aPlan([slow(), slow()]));
    await rig.experiment(handle, 1, (status) => status.phase === 'holding');
    await handle.signal('abort', { by: 'ada', reason: 'real incident' });
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({
      hypothesis: 'unknown',
      ended: 'aborted',
      endedBy: 'ada: real incident',
      restored: 'yes',
    });
    expect(outcome.skipped).toEqual([{ name: 'victim-survives', why: 'ada: real incident' }]);
    expect(await victim.isBroken()).toBe(false);
  });
});
