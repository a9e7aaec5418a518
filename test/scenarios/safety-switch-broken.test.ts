import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { GameDayClient } from '../../client/game-day-client.ts';
import { releaseSwitch } from '../../client/safety-switch/release-switch.ts';
import { resumeSignal, SAFETY_SWITCH_ID } from '../../workflows/messages.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker } from '../support/worker-child.ts';

const LONG_MS = 120_000;
const quiet = new DefaultLogger('ERROR', () => undefined);
const HALT = { by: 'ann', reason: 'customers are affected' };
const RESUME = { by: 'bob', comment: 'all is well' };
let victim: Victim;
beforeEach(async () => void (victim = await startVictim()));
afterEach(() => victim.stop());
const plan = (hold: number) =>
  aPlan([anExperiment(victim.url, { baseline: 0, slis: [], faults: [breakingFault(victim.url, { hold })] })]);

describe('a safety switch whose workflow no worker knows', () => {
  let rig: Rig;
  let client: GameDayClient;
  beforeAll(async () => {
    const workflowsPath = fileURLToPath(new URL('../support/workflows-without-switch.ts', import.meta.url));
    rig = await startRig({ bundle: await bundleWorkflowCode({ workflowsPath, logger: quiet }) });
    client = await GameDayClient.connect({ address: rig.temporal.address });
  }, 600_000);
  afterAll(async () => {
    await client.close();
    await rig.stop();
  });

  it(
    'stops, refuses and is released all the same',
    async () => {
      const handle = await rig.start(plan(60_000));
      await eventually(() => victim.isBroken());
      await client.halt(HALT);
      await eventually(async () => {
        const { raw } = await rig.client.workflow.getHandle(SAFETY_SWITCH_ID).describe();
        return (raw.pendingWorkflowTask?.attempt ?? 0) > 1;
      });
      expect(await victim.isBroken()).toBe(true);
      expect(await client.abortAll(HALT)).toEqual([{ id: handle.workflowId, how: 'aborted' }]);
      expect((await handle.result()).verdict).toMatchObject({
        ended: 'aborted',
        endedBy: 'ann: safety switch: customers are affected',
        restored: 'yes',
      });
      expect(await client.safetySwitch()).toMatchObject(HALT);
      expect((await (await rig.start(plan(1_000))).result()).verdict).toMatchObject({
        ended: 'refused',
        endedBy: expect.stringContaining('safety-switch not met (pulled by ann'),
      });
      expect(await releaseSwitch(rig.client, RESUME, 2_000)).toMatchObject({ how: 'terminated' });
      expect(await client.safetySwitch()).toBeUndefined();
      expect((await (await rig.start(plan(200))).result()).verdict).toMatchObject({ ended: 'completed' });
    },
    LONG_MS,
  );

  it(
    'is not terminated by somebody who releases it when somebody else pulled it after that',
    async () => {
      await client.halt(HALT);
      const releasing = releaseSwitch(rig.client, RESUME, 2_000);
      await eventually(async () => {
        const { events } = await rig.client.workflow.getHandle(SAFETY_SWITCH_ID).fetchHistory();
        return events!.some((one) => one.workflowExecutionSignaledEventAttributes?.signalName === 'resume');
      });
      await client.halt({ by: 'eve', reason: 'not yet' });
      expect(await releasing).toMatchObject({ how: 'pulled again' });
      expect(await client.safetySwitch()).toBeDefined();
      expect(await releaseSwitch(rig.client, RESUME, 500)).toMatchObject({ how: 'terminated' });
    },
    LONG_MS,
  );
});

describe('a safety switch that is pulled while no worker is there', () => {
  let days: GameDays;
  let client: GameDayClient;
  beforeAll(async () => {
    days = await startGameDays();
    client = await GameDayClient.connect({ address: days.temporal.address });
  }, 600_000);
  afterAll(async () => {
    await client.close();
    await days.stop();
  });
  const stopping = async () => {
    const { raw } = await days.client.workflow.getHandle(SAFETY_SWITCH_ID).describe();
    return raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'haltGameDays');
  };
  const newWorker = () => startWorker({ address: days.temporal.address, store: days.store, state: days.state });

  it(
    'is engaged at once, and everything is undone as soon as a worker comes',
    async () => {
      const killed = await newWorker();
      const handle = await days.start(plan(60_000));
      await eventually(() => victim.isBroken());
      await killed.kill();
      expect(await client.halt(HALT)).toMatchObject({ isNew: true });
      expect(await client.safetySwitch()).toMatchObject(HALT);
      expect(await victim.isBroken()).toBe(true);
      const waiting = await days.start(plan(60_000));

      const worker = await newWorker();
      try {
        await eventually(async () => !(await victim.isBroken()), 60_000);
        for (const one of [handle, waiting])
          expect((await one.result()).verdict).toMatchObject({
            restored: 'yes',
            endedBy: expect.stringMatching(/safety.switch/),
          });
        expect((await victim.log()).map(({ broken }) => broken)).toEqual([true, false]);
        expect(await releaseSwitch(days.client, RESUME)).toMatchObject({ how: 'released' });
      } finally {
        await worker.kill();
      }
    },
    LONG_MS,
  );

  it(
    'obeys whoever was last, when it was released and pulled again before its first task',
    async () => {
      await client.halt(HALT);
      await days.client.workflow.getHandle(SAFETY_SWITCH_ID).signal(resumeSignal, RESUME);
      await client.halt({ by: 'eve', reason: 'not yet' });
      const worker = await newWorker();
      try {
        await eventually(stopping, 60_000);
        expect(await client.safetySwitch()).toMatchObject(HALT);
        expect(await releaseSwitch(days.client, RESUME)).toMatchObject({ how: 'released' });
      } finally {
        await worker.kill();
      }
    },
    LONG_MS,
  );

  it(
    'stops game days in the next worker too, when its worker was stopped in order',
    async () => {
      const first = await newWorker();
      await client.halt(HALT);
      await eventually(async () => (await stopping())?.lastWorkerIdentity?.startsWith(`${first.pid}@`), 60_000);
      await first.stop();
      const second = await newWorker();
      try {
        await eventually(async () => (await stopping())?.lastWorkerIdentity?.startsWith(`${second.pid}@`), 60_000);
        expect(await releaseSwitch(days.client, RESUME)).toMatchObject({ how: 'released' });
      } finally {
        await second.kill();
      }
    },
    LONG_MS,
  );

  it(
    'is released by force when no worker comes',
    async () => {
      await client.halt(HALT);
      expect(await releaseSwitch(days.client, RESUME, 1_000)).toMatchObject({ how: 'terminated' });
      expect(await client.safetySwitch()).toBeUndefined();
    },
    LONG_MS,
  );
});
