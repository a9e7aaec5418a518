import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { undoFile } from '../../activities/adapters/undo-records-path.ts';
import { LEASE_MS } from '../../activities/faults/lease.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

const start = () =>
  rig.start(aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 60_000 })] })]));

describe('a fault that is held', () => {
  it('shows beside its target until when its owner wants it', async () => {
    const handle = await start();
    const { faults } = await rig.experiment(handle, 1, ({ phase }) => phase === 'holding');
    // Nothing switches the victim back but us: nobody may be told that it ends by itself.
    expect(faults[0]!.expiresAt).toBeUndefined();
    const { leaseUntil = 0 } = (await rig.ports.undoRecords.read(faults[0]!.faultId))!;
    expect(leaseUntil - Date.now()).toBeGreaterThan(LEASE_MS / 2);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
  });

  it('and has ended by itself aborts the experiment: its effect was not there for the whole hold', async () => {
    const handle = await start();
    const { faults } = await rig.experiment(handle, 1, ({ phase }) => phase === 'holding');
    await writeFile(undoFile(rig.state, faults[0]!.faultId, 'expired'), String(Date.now()));
    const { verdict, experiments } = await handle.result();
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'aborted', restored: 'yes' });
    expect(experiments[0]!.verdict.endedBy).toMatch('ended by itself: for too long no worker was there');
    await eventually(async () => !(await victim.isBroken()));
  });
});
