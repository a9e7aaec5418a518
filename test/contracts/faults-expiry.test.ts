import { faultDrivers } from '../../activities/faults/index.ts';
import { faultKinds } from '../support/fault-rigs.ts';
import { machineStage } from '../support/fault-stage.ts';
import { describeExpiry } from './suites/faults-expiry.ts';

for (const kind of faultKinds) describeExpiry(kind, () => machineStage(kind));

describe('faults that do not end by themselves', () => {
  it('say so: a switch without a field for the time, and a command with expiry none', () => {
    const toggle = { path: '/', method: 'PUT', on: { a: 1 } } as const;
    expect(faultDrivers['http-toggle'].expiry(toggle).by).toBe('none');
    const script = { inject: ['true'], undo: ['true'], verify: ['true'], timeout: 1, expiry: 'none' } as const;
    expect(faultDrivers.command.expiry({ ...script, inject: ['a'], undo: ['a'], verify: ['a'] }).by).toBe('none');
  });
});
