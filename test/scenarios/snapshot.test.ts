import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlannedExperiment, PlannedFault } from '../../experiments/definition/plan.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
let path: string;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => {
  victim = await startVictim();
  path = await mkdtemp(join(rig.directory, 'data-'));
  await writeFile(join(path, 'accounts'), 'all the money');
});
afterEach(() => victim.stop());

/** A fault that damages the data, with an undo that cannot bring them back. */
function damaging(restoreIf: 'broken' | 'never'): PlannedExperiment {
  const accounts = join(path, 'accounts');
  const fault: PlannedFault = {
    name: 'damage the data',
    kind: 'command',
    settings: {
      inject: ['cp', '/dev/null', accounts],
      undo: ['true'],
      verify: ['true'],
      observe: ['sh', '-c', 'test ! -s "$0"', accounts],
      expiry: 'none',
      timeout: 5_000,
    },
    target: { kind: 'resource', settings: { name: path }, mode: 'one' },
    hold: 300,
  };
  return anExperiment(victim.url, {
    slis: [],
    snapshot: { kind: 'directory', settings: { path, keep: 1, keepFor: 1_000, exclude: [] } },
    steadyState: [
      {
        name: 'money is there',
        kind: 'command',
        settings: { run: ['test', '-s', accounts], exitCode: 0 },
        timeout: 1_000,
      },
    ],
    faults: [fault],
    recovery: { within: 500, settle: 100 },
    afterwards: { verifySnapshot: true, restoreIf },
  });
}

describe('the snapshot of an experiment', () => {
  it('is put back when the hypothesis is broken and the document says so', async () => {
    const { verdict, experiments } = await (await rig.start(aPlan([damaging('broken')]))).result();
    expect(verdict).toMatchObject({ hypothesis: 'broken', restored: 'yes' });
    expect(experiments[0]!.snapshot).toMatchObject({ verifiedAfterwards: 'yes', restored: 'yes' });
    expect(await readFile(join(path, 'accounts'), 'utf8')).toBe('all the money');
  });

  it('is only verified again when nothing says to put it back', async () => {
    const { verdict, experiments } = await (await rig.start(aPlan([damaging('never')]))).result();
    expect(verdict).toMatchObject({ hypothesis: 'broken' });
    expect(experiments[0]!.snapshot).toMatchObject({ verifiedAfterwards: 'yes', restored: 'not needed' });
    expect(await readFile(join(path, 'accounts'), 'utf8')).toBe('');
  });
});
