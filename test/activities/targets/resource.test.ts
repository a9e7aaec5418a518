import { resourceTargets } from '../../../activities/targets/resource.ts';
import { aWorld } from '../../support/fault-world.ts';

describe('resource targets', () => {
  it('are what their owners call them; the key is printable', async () => {
    const found = await resourceTargets.find({ name: 'Zone A/ü' }, aWorld('/nowhere'), new AbortController().signal);
    expect(found).toEqual([
      { kind: 'resource', key: 'resource/Zone%20A%2F%C3%BC', label: 'resource Zone A/ü', name: 'Zone A/ü' },
    ]);
  });
});
