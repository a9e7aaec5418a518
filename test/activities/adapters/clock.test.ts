import { createClock } from '../../../activities/adapters/clock.ts';

describe('clock adapter', () => {
  it('sleeps for as long as it was told', async () => {
    const clock = createClock();
    const began = clock.monotonic();
    await clock.sleep(30);
    expect(clock.monotonic() - began).toBeGreaterThanOrEqual(29);
  });

  it('wakes up with the reason of the signal, also when it was given before', async () => {
    const controller = new AbortController();
    const sleeping = createClock().sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(createClock().sleep(60_000, controller.signal)).rejects.toThrow('enough');
  });
});
