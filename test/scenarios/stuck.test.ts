import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StuckFinding } from '../../client/stuck/finding.ts';
import { runCommandLine } from '../../client/run-command-line.ts';
import { aTerminal } from '../client/a-terminal.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDayHandle, type GameDays } from '../support/game-days.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

let days: GameDays;
let victim: Victim;
let receiver: Receiver;
let worker: WorkerChild;
const newWorker = () =>
  startWorker({
    address: days.temporal.address,
    store: days.store,
    state: days.state,
    special: {
      GAMEDAY_LOOK_FOR_STUCK: '1s',
      GAMEDAY_NOTIFY_URL: receiver.url,
      GAMEDAY_NOTIFY_AUTHORIZATION: 'Bearer t0ken',
    },
  });

beforeAll(async () => void (days = await startGameDays()), 600_000);
afterAll(() => days.stop());
beforeEach(async () => {
  [victim, receiver] = await Promise.all([startVictim(), startReceiver()]);
  worker = await newWorker();
});
afterEach(async () => void (await Promise.all([victim.stop(), receiver.stop(), worker.kill()])));

async function listStuckAs(...output: string[]) {
  const terminal = aTerminal();
  const exitCode = await runCommandLine(['list', '--stuck', '--address', days.temporal.address, ...output], terminal);
  return { exitCode, text: terminal.stdout() };
}

/** As a program sees it, and as a person does. */
async function listStuck() {
  const { exitCode, text } = await listStuckAs('--output', 'json');
  const { stuck } = JSON.parse(text) as { stuck: readonly StuckFinding[] };
  return { exitCode, stuck, text: (await listStuckAs()).text };
}

const untilListed = (because: StuckFinding['because'], withinMs = 120_000) =>
  eventually(async () => {
    const seen = await listStuck();
    const finding = seen.stuck.find((one) => one.because === because);
    return finding && { ...seen, finding };
  }, withinMs);

const start = (hold: number): Promise<GameDayHandle> =>
  days.start(aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold })] })]));
const untilTold = (id: string, severity: string) =>
  eventually(() => receiver.received.find(({ notice }) => notice.id === id && notice.severity === severity), 60_000);
const logged = (event: string, id: string) =>
  eventually(() => worker.log.find((line) => line['event'] === event && line['id'] === id), 60_000);

describe('a game day that goes on as it should', () => {
  it('is not stuck, and nobody is told', async () => {
    const handle = await start(3_000);
    await eventually(() => victim.isBroken());
    expect(await listStuck()).toEqual({ exitCode: 0, stuck: [], text: 'Nothing is stuck.\n' });
    expect((await handle.result()).verdict).toMatchObject({ ended: 'completed', restored: 'yes' });
    expect(receiver.received).toEqual([]);
  }, 60_000);
});

describe('an undo that keeps failing', () => {
  it('is listed as not restored, told once, and told again when it is over', async () => {
    await victim.control({ refuseUndos: 1_000_000 });
    const handle = await start(500);
    const { exitCode, finding, text } = await untilListed('undo fails');
    expect(exitCode).toBe(5);
    expect(finding).toMatchObject({ type: 'fault', gameDay: handle.workflowId, notRestored: true });
    expect(text).toContain(`gameday settle ${handle.workflowId} --fault ${finding.faultId}`);
    const { headers, notice } = await untilTold(finding.id, 'page');
    expect(headers).toMatchObject({ authorization: 'Bearer t0ken', 'content-type': 'application/json' });
    expect(notice).toMatchObject({
      gameDay: handle.workflowId,
      workflowId: finding.workflowId,
      fault: finding.faultId,
      title: expect.stringMatching(/^NOT RESTORED: the undo of break the health check on .* is stuck$/),
      link: expect.stringContaining('/namespaces/default/workflows/fault%2F'),
    });
    await logged('stuck', finding.id);
    await victim.control({ refuseUndos: 0 });
    expect((await handle.result()).verdict.restored).toBe('yes');
    expect((await untilTold(finding.id, 'info')).notice.text).toContain('undone after all, and verified');
    await logged('no longer stuck', finding.id);
    expect(receiver.received.map(({ notice: { severity } }) => severity)).toEqual(['page', 'info']);
    expect(JSON.stringify(worker.log)).not.toMatch(/s3cret-path|t0ken/);
  }, 180_000);

  it('is told by the experiment when the workflow of the fault was terminated', async () => {
    await victim.control({ refuseUndos: 1_000_000 });
    const handle = await start(120_000);
    const { id, faults } = await days.experiment(handle, 1, ({ phase }) => phase === 'holding');
    await days.client.workflow.getHandle(faults[0]!.workflowId).terminate('by mistake');
    const { exitCode, finding } = await untilListed('undo fails');
    expect(exitCode).toBe(5);
    expect(finding).toMatchObject({ type: 'experiment', workflowId: id, gameDay: handle.workflowId });
    const { notice } = await eventually(() => receiver.received[0], 60_000);
    expect(notice).toMatchObject({ severity: 'page', workflowId: id, fault: faults[0]!.faultId });
    await victim.control({ refuseUndos: 0 });
    await handle.result();
    await untilTold(notice.id, 'info');
    expect(await victim.isBroken()).toBe(false);
  }, 180_000);

  it('is undone all the same when nobody can be told', async () => {
    receiver.answer = 500;
    await victim.control({ refuseUndos: 5 });
    const handle = await start(500);
    expect((await handle.result()).verdict.restored).toBe('yes');
    expect(worker.log.find((line) => line['event'] === 'notice failed')).toMatchObject({
      level: 50,
      problem: expect.stringContaining('status 500'),
    });
  }, 180_000);
});

describe('an activity that somebody paused', () => {
  it('is listed with the command that lets it go on, logged and told', async () => {
    const handle = await start(120_000);
    const { id } = await days.experiment(handle, 1, ({ phase }) => phase === 'holding');
    const { workflowService } = days.client;
    const watch = { namespace: 'default', execution: { workflowId: id }, type: 'watch' };
    await workflowService.pauseActivity({ ...watch, identity: 'somebody', reason: 'by mistake' });
    const { exitCode, finding } = await untilListed('activity paused');
    expect({ exitCode, notRestored: finding.notRestored }).toEqual({ exitCode: 3, notRestored: false });
    expect(finding.next).toMatch(/temporal activity unpause --activity-id \d+ --workflow-id gameday\//);
    await untilTold(finding.id, 'page');
    await logged('stuck', finding.id);
    await workflowService.unpauseActivity(watch);
    await untilTold(finding.id, 'info');
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
  }, 180_000);
});

describe('a fault without a worker', () => {
  it('is listed when its deadline has passed, and so is what no worker takes', async () => {
    const handle = await start(10_000);
    await eventually(() => victim.isBroken());
    const { faults } = await days.experiment(handle, 1, ({ phase }) => phase === 'holding');
    await worker.kill();
    await handle.cancel();
    const { exitCode, finding, stuck, text } = await untilListed('overdue');
    expect(exitCode).toBe(5);
    expect(finding).toMatchObject({ workflowId: faults[0]!.workflowId, gameDay: handle.workflowId });
    expect(stuck[0]).toMatchObject({ notRestored: true });
    expect(text).toMatch(/^NOT RESTORED {2}fault fault\//);
    expect((await untilListed('no worker')).finding).toMatchObject({ workflowId: handle.workflowId });
    worker = await newWorker();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(await victim.isBroken()).toBe(false);
    await eventually(async () => (await listStuck()).exitCode === 0);
  }, 240_000);
});
