import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GuardrailSpec } from '../../experiments/definition/guardrails/index.ts';
import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';
import type { SteadyStateCheck } from '../../experiments/definition/sli.ts';
import type { SnapshotSpec } from '../../experiments/definition/snapshots/index.ts';
import { aPlan, anExperiment, breakingFault, comparison, healthSli } from '../support/an-experiment.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());

const run = async (plan: Parameters<Rig['start']>[0]): Promise<GameDayOutcome> => (await rig.start(plan)).result();

async function expectRefused(outcome: GameDayOutcome, by: RegExp): Promise<void> {
  expect(outcome.verdict).toMatchObject({ hypothesis: 'unknown', ended: 'refused', restored: 'yes' });
  expect(outcome.verdict.endedBy).toMatch(by);
  expect(await victim.log()).toEqual([]);
}

describe('nothing is injected', () => {
  it('when the steady state is not met', async () => {
    const steadyState = [
      {
        name: 'ready',
        kind: 'http',
        settings: { get: `${victim.url}/nowhere`, method: 'GET' },
        timeout: 1_000,
      } as const,
    ];
    await expectRefused(
      await run(aPlan([anExperiment(victim.url, { steadyState })])),
      /steady state before the first fault: ready not met/,
    );
  });

  it('when the steady state cannot be measured', async () => {
    const steadyState = [
      { name: 'ready', kind: 'command', settings: { run: ['/no/such/program'], exitCode: 0 }, timeout: 1_000 },
    ] satisfies SteadyStateCheck[];
    await expectRefused(await run(aPlan([anExperiment(victim.url, { steadyState })])), /ready unknown/);
  });

  it('when the snapshot fails', async () => {
    const path = join(rig.directory, 'not-there');
    const snapshot: SnapshotSpec = { kind: 'directory', settings: { path, keep: 1, keepFor: 1000, exclude: [] } };
    await expectRefused(
      await run(aPlan([anExperiment(victim.url, { snapshot })])),
      /no snapshot, no fault: .*not-there/,
    );
  });

  it('when an SLI is breached in the baseline already', async () => {
    const sli = healthSli(victim.url, { abortIf: { availability: comparison('> 0.5'), for: 0 } });
    await expectRefused(
      await run(aPlan([anExperiment(victim.url, { slis: [sli] })])),
      /before any fault: health: availability > 0.5/,
    );
  });

  it('when a guardrail says no', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const guardrails: GuardrailSpec[] = [
      {
        kind: 'time-window',
        settings: { days: ['monday'], hours: '00:00-00:01', timeZone: 'UTC', blackoutDates: [today] },
      },
    ];
    await expectRefused(await run(aPlan([anExperiment(victim.url)], { guardrails })), /time-window/);
  });

  it('when more targets would be hit than the limit allows', async () => {
    const neighbour = await startVictim();
    const other = breakingFault(neighbour.url, { name: 'the neighbour' });
    const faults = [breakingFault(victim.url), other];
    const experiment = anExperiment(victim.url, { limits: { maxDuration: 60_000, maxTargets: 1 } });
    const outcome = await run(aPlan([{ ...experiment, groups: [{ name: 'both', holdMs: 500, faults }] }]));
    await neighbour.stop();
    await expectRefused(outcome, /blast-radius/);
  });
});

describe('a system that does not come back', () => {
  it('breaks the hypothesis', async () => {
    const steadyState = [
      {
        name: 'never broken',
        kind: 'http',
        settings: { get: `${victim.url}/log`, method: 'GET' },
        expect: { body: '[]' },
        timeout: 1_000,
      } as const,
    ];
    const outcome = await run(
      aPlan([anExperiment(victim.url, { steadyState, recovery: { within: 600, settle: 100 } })]),
    );
    expect(outcome.verdict).toMatchObject({ hypothesis: 'broken', ended: 'completed', restored: 'yes' });
    expect(outcome.verdict.reasons[0]).toMatch(/steady state after the undo, never broken: not met/);
  });
});
