import { phaseOf } from '../../../../activities/watch/account/phase-of.ts';

describe('a phase', () => {
  it.each([
    [99, 'baseline'],
    [100, 'fault'],
    [200, 'fault'],
    [201, 'recovery'],
  ])('at %d is %s', (at, phase) => expect(phaseOf(at, { firstFaultAt: 100, lastUndoneAt: 200 })).toBe(phase));

  it('is baseline for ever without a fault', () =>
    expect(phaseOf(5_000, { firstFaultAt: undefined, lastUndoneAt: undefined })).toBe('baseline'));

  it('is fault until it is undone', () =>
    expect(phaseOf(5_000, { firstFaultAt: 100, lastUndoneAt: undefined })).toBe('fault'));
});
