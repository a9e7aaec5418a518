import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createCommands } from '../../../../activities/adapters/commands.ts';
import { undoFile } from '../../../../activities/adapters/undo-records-path.ts';
import { createFaultActivities } from '../../../../activities/faults/fault-activities.ts';
import { LEASE_MS } from '../../../../activities/faults/lease.ts';
import type { Ports } from '../../../../activities/ports.ts';
import { eventually } from '../../../support/eventually.ts';
import { startChild } from '../../../support/fault-child.ts';
import { untilGone } from '../../../support/fault-gone.ts';
import { aScriptedFault } from '../../../support/fault-script.ts';

describe('injectFault', () => {
  let scripted: ReturnType<typeof aScriptedFault> | undefined;
  const start = (...args: Parameters<typeof aScriptedFault>) => (scripted = aScriptedFault(...args));
  afterEach(() => scripted?.remove());

  it('is stopped by an undo in the same worker, which does not wait for the rest of it', async () => {
    const { fault, orderWith, folder, log, script } = start();
    const inject = script('touch begun; sleep 60; echo too late >>log');
    const undo = await fault.prepareUndo(orderWith({ inject }));
    const injecting = fault.injectFault(undo).catch((error: unknown) => error);
    await eventually(() => existsSync(`${folder}/begun`));
    const began = performance.now();
    expect(await fault.undoFault(undo)).toMatchObject({ was: 'injected', injectedAt: undefined });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await injecting).toMatchObject({
      type: 'Fenced',
      message: expect.stringContaining('undo was asked for'),
    });
    expect(log()).toEqual(['undo']);
  });

  it('makes an undo in another worker wait until it is through', async () => {
    const { fault, orderWith, folder, log, script, world } = start();
    const inject = script('touch begun; while [ ! -e go ]; do sleep 0.02; done; echo inject >>log; touch on');
    const order = orderWith({ inject });
    const undo = await fault.prepareUndo(order);
    const injecting = fault.injectFault(undo);
    await eventually(() => existsSync(`${folder}/begun`));
    const undoing = createFaultActivities(world).undoFault(undo);
    writeFileSync(`${folder}/go`, '');
    await injecting;
    await undoing;
    expect(log()).toEqual(['inject', 'undo']);
  });

  it('ends with its worker: what a killed worker had begun cannot take effect after the undo', async () => {
    const { fault, orderWith, folder, log, script } = start();
    const inject = script('echo $$ >program; echo begun >>log; sleep 60; echo too late >>log');
    const order = orderWith({ inject });
    const worker = startChild('fault-injecting-worker.ts', folder, JSON.stringify(order));
    await eventually(() => log().includes('begun'));
    await worker.kill();
    const undo = await fault.prepareUndo(order);
    expect(await fault.restoreFault(undo)).toMatchObject({ was: 'injected', injectedAt: undefined });
    await untilGone(Number(readFileSync(`${folder}/program`, 'utf8')));
    expect(log()).toEqual(['begun', 'undo']);
    await expect(fault.injectFault(undo)).rejects.toMatchObject({ type: 'Fenced' });
  });

  it('takes itself back when its worker stood still while somebody else undid', async () => {
    const { fault, orderWith, folder, log, script, world } = start();
    const inject = script('touch begun; while [ ! -e go ]; do sleep 0.02; done; echo inject >>log; touch on');
    const order = orderWith({ inject });
    const undo = await fault.prepareUndo(order);
    const worker = startChild('fault-injecting-worker.ts', folder, JSON.stringify(order));
    await eventually(() => existsSync(`${folder}/begun`));
    process.kill(worker.pid, 'SIGSTOP');
    expect(await fault.undoFault(undo)).toMatchObject({ was: 'injected' });
    writeFileSync(`${folder}/go`, '');
    await eventually(() => existsSync(`${folder}/on`));
    process.kill(worker.pid, 'SIGCONT');
    expect(await worker.line()).toContain('Fenced');
    expect(log()).toEqual(['undo', 'inject', 'undo']);
    await fault.verifyUndone(undo);
    expect((await world.undoRecords.read(undo.faultId))?.state).toBe('undone');
    await worker.kill();
  });

  it('takes itself back when its deadline passed while it was at work', async () => {
    let now = 1_000_000;
    const commands = createCommands();
    const late: Partial<Ports> = {
      clock: { now: () => now, monotonic: () => now, sleep: async () => {} },
      commands: {
        async run(run) {
          const result = await commands.run(run);
          now += 100_000;
          return result;
        },
      },
    };
    const { fault, order, log } = start({}, late);
    const undo = await fault.prepareUndo(order());
    await expect(fault.injectFault(undo)).rejects.toMatchObject({
      type: 'Fenced',
      message: expect.stringContaining('its deadline or its lease passed'),
    });
    expect(log()).toEqual(['inject', 'undo']);
    expect(await fault.undoFault(undo)).toMatchObject({ was: 'already undone' });
  });

  it('is not done again when the guard of a crashed attempt has undone it', async () => {
    const { fault, orderWith, folder, log, script, world } = start();
    const inject = script('echo inject >>log; touch on; exit 1');
    const undo = await fault.prepareUndo(orderWith({ inject }));
    await expect(fault.injectFault(undo)).rejects.toMatchObject({ type: 'EffectFailed' });
    expect(await world.undoRecords.read(undo.faultId)).toMatchObject({ state: 'injecting' });
    writeFileSync(undoFile(`${folder}/faults`, undo.faultId, 'expired'), '1000000');
    await expect(fault.injectFault(undo)).rejects.toMatchObject({
      type: 'Fenced',
      message: expect.stringContaining('its guard has undone it meanwhile'),
    });
    expect(log()).toEqual(['inject']);
  });

  it('takes itself back when its lease passed while it stood still: its guard is gone then', async () => {
    let now = 1_000_000;
    const commands = createCommands();
    const slow: Partial<Ports> = {
      clock: { now: () => now, monotonic: () => now, sleep: async () => {} },
      commands: {
        async run(run) {
          const result = await commands.run(run);
          now += LEASE_MS;
          return result;
        },
      },
    };
    const { fault, order, log } = start({}, slow);
    const undo = await fault.prepareUndo(order({ holdMs: 10 * LEASE_MS }));
    await expect(fault.injectFault(undo)).rejects.toMatchObject({ type: 'Fenced' });
    expect(log()).toEqual(['inject', 'undo']);
  });

  it('answers with the first time when its completion was lost, also after the deadline', async () => {
    let now = 1_000_000;
    const clock = { now: () => now, monotonic: () => now, sleep: async () => {} };
    const { fault, order, log } = start({}, { clock });
    const undo = await fault.prepareUndo(order());
    const first = await fault.injectFault(undo);
    now = undo.expiresAt;
    expect(await fault.injectFault(undo)).toEqual(first);
    expect(log()).toEqual(['inject']);
  });

  it('injects by the order alone when the record was lost before', async () => {
    const { fault, order, world } = start();
    const undo = await fault.prepareUndo(order());
    await world.undoRecords.remove(undo.faultId);
    const { injectedAt } = await fault.injectFault(undo);
    expect(await world.undoRecords.read(undo.faultId)).toMatchObject({ state: 'active', injectedAt, order: undo });
  });

  it('keeps secrets out of its failure and out of the record', async () => {
    process.env['GAMEDAY_SECRET_TOKEN'] = 'hush-hush';
    const { fault, orderWith, world, script } = start();
    const inject = script('echo "bad token $TOKEN" >&2; exit 1');
    const undo = await fault.prepareUndo(orderWith({ env: { TOKEN: '${secret:TOKEN}' }, inject }));
    await expect(fault.injectFault(undo)).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('bad token [secret TOKEN]'),
    });
    expect(JSON.stringify(await world.undoRecords.read(undo.faultId))).not.toContain('hush-hush');
    delete process.env['GAMEDAY_SECRET_TOKEN'];
    await expect(createFaultActivities({ ...world }).injectFault(undo)).rejects.toMatchObject({
      type: 'SecretMissing',
    });
  });
});
