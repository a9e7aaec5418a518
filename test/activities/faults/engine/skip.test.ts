import { jest } from '@jest/globals';
import { command } from '../../../../activities/faults/command.ts';
import { failure, FailureType } from '../../../../activities/failures.ts';
import { aScriptedFault } from '../../../support/fault-script.ts';

const FEW = 'Nothing was ended: 1 pod runs, and 2 shall.';
const skipped = () => failure(FailureType.skipped, FEW);

describe('a fault that should not be injected now', () => {
  let scripted: ReturnType<typeof aScriptedFault>;
  beforeEach(() => void (scripted = aScriptedFault()));
  afterEach(async () => {
    jest.restoreAllMocks();
    await scripted.remove();
  });
  const record = async () => (await scripted.world.undoRecords.list())[0];

  it('owes nothing when that is seen while the undo is prepared, and says the same when it is asked again', async () => {
    jest.spyOn(command, 'prepareUndo').mockRejectedValueOnce(skipped());
    const { fault, order } = scripted;
    await expect(fault.prepareUndo(order())).rejects.toMatchObject({ type: 'Skipped', message: FEW });
    expect(await record()).toMatchObject({ state: 'undone', skipped: FEW });
    await expect(fault.prepareUndo(order())).rejects.toMatchObject({ type: 'Skipped', message: FEW });
    expect(scripted.log()).toEqual([]);
  });

  it('is over when that is seen right before the injection, and is not injected any more', async () => {
    const { fault, order, log } = scripted;
    const undo = await fault.prepareUndo(order());
    jest.spyOn(command, 'inject').mockRejectedValueOnce(skipped());
    await expect(fault.injectFault(undo)).rejects.toMatchObject({ type: 'Skipped', message: FEW });
    expect(await record()).toMatchObject({ state: 'undone', skipped: FEW });
    await expect(fault.injectFault(undo)).rejects.toMatchObject({ type: 'Skipped', message: FEW });
    expect(await fault.undoFault(undo)).toMatchObject({ was: 'already undone' });
    expect(log()).toEqual([]);
  });

  it('leaves nothing to verify, whatever the target looks like', async () => {
    const { fault, order } = scripted;
    const undo = await fault.prepareUndo(order());
    jest.spyOn(command, 'inject').mockRejectedValueOnce(skipped());
    await expect(fault.injectFault(undo)).rejects.toThrow(FEW);
    jest.spyOn(command, 'verifyUndone').mockResolvedValue(['others are down']);
    await expect(fault.verifyUndone(undo)).resolves.toHaveProperty('verifiedAt');
  });

  it('is undone all the same when an attempt before may have changed something', async () => {
    const { fault, order, log } = scripted;
    const undo = await fault.prepareUndo(order());
    jest.spyOn(command, 'inject').mockRejectedValueOnce(failure(FailureType.effectFailed, 'the line broke'));
    await expect(fault.injectFault(undo)).rejects.toThrow('the line broke');
    jest.spyOn(command, 'inject').mockRejectedValueOnce(skipped());
    await expect(fault.injectFault(undo)).rejects.toMatchObject({
      type: 'NothingKnown',
      nonRetryable: true,
      message: expect.stringContaining('an attempt before may have changed something'),
    });
    expect(await record()).toMatchObject({ state: 'injecting' });
    expect(await fault.undoFault(undo)).toMatchObject({ was: 'injected' });
    expect(log()).toEqual(['undo']);
  });

  it('does not speak over an undo that came meanwhile', async () => {
    const { fault, order, world } = scripted;
    const undo = await fault.prepareUndo(order());
    jest.spyOn(command, 'inject').mockImplementationOnce(async () => {
      const now = (await world.undoRecords.read(undo.faultId))!;
      await world.undoRecords.write({ ...now, state: 'undoing', log: [...now.log, { at: 1, what: 'undoing' }] });
      throw skipped();
    });
    await expect(fault.injectFault(undo)).rejects.toMatchObject({ type: 'Skipped' });
    expect(await record()).toMatchObject({ state: 'undoing' });
  });
});
