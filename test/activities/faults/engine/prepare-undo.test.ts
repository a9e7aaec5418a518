import { aProcess } from '../../../support/fault-processes.ts';
import { aScriptedFault } from '../../../support/fault-script.ts';

describe('prepareUndo', () => {
  let scripted: ReturnType<typeof aScriptedFault>;
  beforeEach(() => {
    scripted = aScriptedFault();
  });
  afterEach(() => scripted.remove());

  it('writes the undo down beside the target, with all that it needs, before any damage', async () => {
    const { fault, order, world, log } = scripted;
    const undo = await fault.prepareUndo(order({ holdMs: 1_000, graceMs: 500 }));
    expect(undo).toMatchObject({ recovery: 'undone', expiry: expect.stringContaining('nothing'), baseline: {} });
    expect(undo.expiresAt - undo.preparedAt).toBe(1_500);
    expect(await world.undoRecords.read(undo.faultId)).toMatchObject({
      state: 'owed',
      order: undo,
      owner: undo.owner,
      target: { key: 'resource/zone', label: 'resource zone' },
      expiresAt: undo.expiresAt,
    });
    expect(log()).toEqual([]);
  });

  it('answers a second time as the first time, whatever has happened since', async () => {
    const { fault, order } = scripted;
    const undo = await fault.prepareUndo(order());
    await fault.injectFault(undo);
    expect(await fault.prepareUndo(order())).toEqual(undo);
  });

  it('refuses a target on which another fault is still on, though no workflow holds it any more', async () => {
    const { fault, order } = scripted;
    const first = await fault.prepareUndo(order({ faultId: 'yesterday/1' }));
    const second = order({ faultId: 'today/1' });
    await expect(fault.prepareUndo(second)).resolves.toBeDefined();
    await fault.injectFault(first);
    await expect(fault.prepareUndo({ ...second, faultId: 'today/2' })).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringMatching(/fault yesterday\/1 of game day day is active.*gameday sweep/),
    });
    await fault.undoFault(first);
    await expect(fault.prepareUndo({ ...second, faultId: 'today/2' })).resolves.toBeDefined();
  });

  it('lets a new generation follow only when the old one is over, and never goes back', async () => {
    const { fault, order } = scripted;
    const first = await fault.prepareUndo(order());
    await fault.injectFault(first);
    await expect(fault.prepareUndo(order({ generation: 2 }))).rejects.toMatchObject({ type: 'Fenced' });
    await fault.undoFault(first);
    const second = await fault.prepareUndo(order({ generation: 2 }));
    await fault.injectFault(second);
    await expect(fault.prepareUndo(order())).rejects.toMatchObject({ type: 'Fenced' });
    await expect(fault.injectFault(first)).rejects.toMatchObject({ type: 'Fenced' });
    expect(await fault.undoFault(first)).toMatchObject({ was: 'already undone' });
    expect(scripted.log()).toEqual(['inject', 'undo', 'inject']);
  });

  it('leaves a process of another machine to the worker there', async () => {
    const { fault, order } = scripted;
    const elsewhere = order({ target: aProcess(7, 'x') });
    const undo = {
      ...elsewhere,
      baseline: {},
      preparedAt: 0,
      expiresAt: 0,
      recovery: 'undone',
      endsByItself: false,
      expiry: '',
    } as const;
    const acts = [
      () => fault.prepareUndo(elsewhere),
      () => fault.injectFault(undo),
      () => fault.undoFault(undo),
      () => fault.verifyUndone(undo),
    ];
    for (const act of acts) {
      await expect(act()).rejects.toMatchObject({
        type: 'TargetElsewhere',
        nonRetryable: false,
        message: expect.stringContaining('Run a worker on here'),
      });
    }
  });
});
