import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClientFailure } from '../../client/failure.ts';
import { GameDayClient } from '../../client/game-day-client.ts';
import { engageSwitch } from '../../client/safety-switch/engage-switch.ts';
import { readSwitch } from '../../client/safety-switch/read-switch.ts';
import { releaseSwitch } from '../../client/safety-switch/release-switch.ts';
import { haltSignal, resumeSignal, SAFETY_SWITCH_ID, safetySwitchStatus } from '../../workflows/messages.ts';
import type { safetySwitch } from '../../workflows/safety-switch.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let rig: Rig;
let victim: Victim;
beforeAll(async () => void (rig = await startRig()), 600_000);
afterAll(() => rig.stop());
beforeEach(async () => void (victim = await startVictim()));
afterEach(async () => {
  await releaseSwitch(rig.client, { by: 'the test', comment: 'it is over' });
  await victim.stop();
});

const LONG_MS = 60_000;
const pull = (reason = 'customers are affected', by = 'ann') => engageSwitch(rig.client, { by, reason });
const plan = (hold = 60_000) =>
  aPlan([anExperiment(victim.url, { baseline: 0, slis: [], faults: [breakingFault(victim.url, { hold })] })]);
const theSwitch = () => rig.client.workflow.getHandle<typeof safetySwitch>(SAFETY_SWITCH_ID);
const historyOf = async (id: string) => (await rig.client.workflow.getHandle(id).fetchHistory()).events!;

describe('the safety switch', () => {
  it(
    'stops what runs, refuses what is started, and lets it run again when it is released',
    async () => {
      const handle = await rig.start(plan());
      await eventually(() => victim.isBroken());
      await pull();
      await eventually(async () => !(await victim.isBroken()));
      expect((await handle.result()).verdict).toMatchObject({
        ended: 'aborted',
        endedBy: 'ann: safety switch: customers are affected',
        restored: 'yes',
      });

      const refused = await rig.start(plan());
      const { verdict } = await refused.result();
      expect(verdict.restored).toBe('yes');
      expect(verdict.endedBy).toMatch(/safety.switch.*customers are affected/);
      expect(await victim.log()).toHaveLength(2);

      expect(await releaseSwitch(rig.client, { by: 'bob', comment: 'all is well' })).toMatchObject({ how: 'released' });
      expect(await theSwitch().result()).toMatchObject({
        pulled: { by: 'ann' },
        stopped: expect.arrayContaining([handle.workflowId]),
        resumed: { by: 'bob', comment: 'all is well' },
      });
      expect((await (await rig.start(plan(200))).result()).verdict).toMatchObject({ ended: 'completed' });
    },
    LONG_MS,
  );

  it('refuses a game day before it is started: exit code 4, who, why, since when, and the way out', async () => {
    const client = await GameDayClient.connect({ address: rig.temporal.address });
    await pull('a storm', 'eve');
    const failure = await client.start(plan()).catch((error: unknown) => error as ClientFailure);
    await client.close();
    expect(failure).toMatchObject({ name: 'ClientFailure', exitCode: 4 });
    expect((failure as ClientFailure).message).toMatch(
      /^The game day was not started: the safety switch is on since \d{4}-.* UTC, pulled by eve: a storm\nRelease it: gameday resume --as NAME --comment TEXT --address /,
    );
  });

  it(
    'is a guardrail in the worker: refuses before the first fault although nobody aborts',
    async () => {
      // Of another type, so that nothing stops game days: what refuses is the guardrail alone.
      const idle = await rig.client.workflow.start('nobodyKnowsThisType', {
        taskQueue: 'nobody-polls-here',
        workflowId: SAFETY_SWITCH_ID,
      });
      const { verdict, experiments } = await (await rig.start(plan())).result();
      expect(verdict).toMatchObject({ ended: 'refused', restored: 'yes' });
      expect(verdict.endedBy).toMatch(/guardrail: safety-switch not met \(pulled by somebody in the Temporal UI on /);
      expect(experiments[0]!.guardrails.at(-1)).toMatchObject({ name: 'safety-switch', result: 'not met' });
      expect(await victim.log()).toEqual([]);
      await idle.terminate();
    },
    LONG_MS,
  );

  it(
    'leaves no game day running that was started at the same moment',
    async () => {
      const [handle] = await Promise.all([rig.start(plan()), pull()]);
      const { verdict } = await handle.result();
      expect(verdict.restored).toBe('yes');
      expect(verdict.endedBy).toMatch(/safety.switch/);
      expect(await victim.isBroken()).toBe(false);
    },
    LONG_MS,
  );

  it('takes a second pull as another reason, and says who was first', async () => {
    await pull('first', 'ann');
    const { isNew, pulled } = await pull('second', 'bob');
    expect({ isNew, by: pulled.by, reason: pulled.reason }).toEqual({ isNew: false, by: 'ann', reason: 'first' });
    const status = await theSwitch().query(safetySwitchStatus);
    expect(status).toMatchObject({ pulled: { by: 'ann' }, again: [{ by: 'bob', reason: 'second' }] });
    expect(await readSwitch(rig.client)).toMatchObject({ by: 'ann', reason: 'first' });
  });

  it('is pulled again by whoever pulls it while it is being released', async () => {
    await pull();
    const { workflow } = rig.client;
    await workflow.getHandle(SAFETY_SWITCH_ID).signal(resumeSignal, { by: 'bob', comment: '' });
    await pull('not yet', 'eve');
    // By then bob's release may have ended it, so that it was pulled anew.
    await eventually(async () => {
      const { pulled, again } = await theSwitch().query(safetySwitchStatus);
      return [pulled, ...again].some(({ by }) => by === 'eve');
    });
    expect(await readSwitch(rig.client)).toBeDefined();
  });

  it('is not released by a cancel, for whoever cancels everything means the opposite', async () => {
    await pull();
    await theSwitch().cancel();
    await eventually(async () =>
      (await historyOf(SAFETY_SWITCH_ID)).some(({ workflowExecutionCancelRequestedEventAttributes: seen }) => seen),
    );
    const handle = await rig.start(plan());
    expect((await handle.result()).verdict.endedBy).toMatch(/safety.switch/);
    expect(await readSwitch(rig.client)).toMatchObject({ by: 'ann' });
  });

  it(
    'stays engaged, with a small history, however often it is pulled',
    async () => {
      await pull('first', 'ann');
      const { runId } = await theSwitch().describe();
      const again = { by: 'a script', reason: 'again', at: 1 };
      await eventually(async () => {
        await Promise.all(Array.from({ length: 100 }, () => theSwitch().signal(haltSignal, again)));
        // Signals without a pause would reach the server's limit before the workflow has a chance to go on in a new run.
        await theSwitch().query(safetySwitchStatus);
        return (await theSwitch().describe()).runId !== runId;
      }, LONG_MS);
      expect(await readSwitch(rig.client)).toMatchObject({ by: 'ann', reason: 'first' });
      expect((await theSwitch().query(safetySwitchStatus)).again).toHaveLength(20);
      expect((await (await rig.start(plan())).result()).verdict.endedBy).toMatch(/safety.switch/);
      expect((await historyOf(SAFETY_SWITCH_ID)).length).toBeLessThan(1_500);
    },
    2 * LONG_MS,
  );

  it('owes nothing when it is terminated: it is off, and can be pulled anew', async () => {
    await pull();
    await theSwitch().terminate();
    expect(await readSwitch(rig.client)).toBeUndefined();
    expect(await pull('anew')).toMatchObject({ isNew: true });
  });

  it('is not there: releasing it changes nothing', async () => {
    expect(await releaseSwitch(rig.client, { by: 'bob', comment: '' })).toEqual({ how: 'not engaged' });
  });

  it('takes a reason of any length', async () => {
    const { pulled } = await pull('🔥 '.repeat(5_000));
    expect(Array.from(pulled.reason)).toHaveLength(1_000);
  });
});
