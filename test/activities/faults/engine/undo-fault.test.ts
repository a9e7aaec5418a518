import { rm } from 'node:fs/promises';
import { orderIn, type UndoOrder } from '../../../../activities/faults/orders.ts';
import type { CommandFault } from '../../../../experiments/definition/faults/command.ts';
import { httpToggleRig } from '../../../support/fault-rig-http-toggle.ts';
import { aScriptedFault } from '../../../support/fault-script.ts';

describe('undoFault and verifyUndone', () => {
  let scripted: ReturnType<typeof aScriptedFault>;
  beforeEach(() => {
    scripted = aScriptedFault();
  });
  afterEach(() => scripted.remove());

  /** Injected; from then on with other scripts. */
  const broken = async (special: Partial<CommandFault>): Promise<UndoOrder> => {
    const undo = await scripted.fault.prepareUndo(scripted.order());
    await scripted.fault.injectFault(undo);
    return { ...undo, settings: scripted.orderWith(special).settings };
  };

  it('says what is left, line by line, and lets the next undo act again', async () => {
    const { fault, log, world, script } = scripted;
    const lazy = await broken({ undo: script('echo nothing done >>log') });
    await fault.undoFault(lazy);
    await expect(fault.verifyUndone(lazy)).rejects.toMatchObject({
      type: 'NotUndone',
      nonRetryable: false,
      message: expect.stringMatching(/a fault is not undone on resource zone: .* exited with 1: on is there/),
      details: [[expect.stringContaining('on is there')]],
    });
    expect((await world.undoRecords.read(lazy.faultId))?.state).toBe('undoing');
    const stored = await world.undoRecords.read(lazy.faultId);
    expect(await fault.restoreFault(orderIn(stored!))).toMatchObject({
      was: 'injected',
      verifiedAt: expect.any(Number),
    });
    expect(log()).toEqual(['inject', 'nothing done', 'undo']);
  });

  it('can be tried again whatever went wrong, also what is final elsewhere', async () => {
    const { fault } = scripted;
    const undo = await broken({ env: { A: '${secret:NOBODY_KNOWS}' } });
    await expect(fault.undoFault(undo)).rejects.toMatchObject({ type: 'SecretMissing', nonRetryable: false });
    await expect(fault.verifyUndone(undo)).rejects.toMatchObject({ type: 'SecretMissing', nonRetryable: false });
  });

  it('keeps late injections out even when the undo itself fails', async () => {
    const { fault, script } = scripted;
    const undo = await broken({ undo: script('exit 1') });
    await expect(fault.undoFault(undo)).rejects.toMatchObject({ type: 'EffectFailed', nonRetryable: false });
    await expect(fault.injectFault(undo)).rejects.toMatchObject({ type: 'Fenced' });
  });

  it('is closed by a verification that finds nothing left, when a person did by hand what the undo could not', async () => {
    const { fault, folder, world, script } = scripted;
    const undo = await broken({ undo: script('exit 1') });
    await expect(fault.undoFault(undo)).rejects.toThrow('exited with 1');
    await rm(`${folder}/on`);
    await fault.verifyUndone(undo);
    expect((await world.undoRecords.read(undo.faultId))?.state).toBe('undone');
  });

  it('lets the target go when a person settles the fault, and says who', async () => {
    const { fault, order, world, script } = scripted;
    const undo = await broken({ undo: script('exit 1') });
    await expect(fault.undoFault(undo)).rejects.toThrow('exited with 1');
    await fault.settleFault({ order: undo, by: 'ada', comment: 'zone is gone for good' });
    const record = await world.undoRecords.read(undo.faultId);
    expect(record?.state).toBe('undone');
    expect(record?.log.at(-1)?.what).toBe('settled by hand by ada: zone is gone for good');
    await expect(fault.prepareUndo(order({ faultId: 'next' }))).resolves.toBeDefined();
  });

  it('does not mind what others changed on a target that it never touched', async () => {
    const rig = await httpToggleRig();
    const order = scripted.order({ kind: 'http-toggle', settings: rig.settings, target: await rig.target() });
    const undo = await scripted.fault.prepareUndo(order);
    await rig.changeByOthers!();
    expect(await scripted.fault.restoreFault(undo)).toMatchObject({ was: 'never injected' });
    await rig.stop();
  });

  it('keeps the log of what happened in the record', async () => {
    const { fault, world } = scripted;
    const undo = await broken({});
    await fault.restoreFault(undo);
    const { log } = (await world.undoRecords.read(undo.faultId))!;
    expect(log.map(({ what }) => what)).toEqual([
      'the undo is owed',
      'injecting',
      'injected',
      'undoing',
      'undone (injected)',
    ]);
  });
});

describe('observeEffect', () => {
  let time = 0;
  const clock = { now: () => time, monotonic: () => time, sleep: async (ms: number) => void (time += ms) };

  it('looks again until it sees the effect, and tells what it saw last when it never does', async () => {
    time = 0;
    const { fault, orderWith, remove, script } = aScriptedFault({}, { clock });
    const undo = await fault.prepareUndo(orderWith({ observe: script('echo x >>log; [ $(wc -l <log) -ge 3 ]') }));
    expect(await fault.observeEffect(undo)).toMatchObject({ observed: true, at: 200 });
    const never = { ...undo, settings: orderWith({ observe: script('exit 4') }).settings };
    expect(await fault.observeEffect(never)).toMatchObject({
      observed: false,
      evidence: expect.stringContaining('exited with 4'),
    });
    await remove();
  });

  it('fails when it cannot tell', async () => {
    const { fault, order, remove } = aScriptedFault({ observe: ['/no/such/program'] }, { clock });
    const undo = await fault.prepareUndo(order());
    await expect(fault.observeEffect(undo)).rejects.toMatchObject({ type: 'EffectFailed' });
    await remove();
  });
});
