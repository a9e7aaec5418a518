import { createClock } from '../../activities/adapters/clock.ts';
import { serverClock } from '../../worker/server-clock.ts';
import { fakeCluster } from '../support/fake-cluster.ts';

const clock = createClock();
const nowOf = async (cluster = fakeCluster()) => (await serverClock({ cluster, clock })).now() - Date.now();

describe('the clock by which a cluster is swept', () => {
  it.each([-300_000, 300_000])('is that of the API server, when the own one differs by %d ms', async (ms) => {
    expect(Math.abs((await nowOf(fakeCluster({ now: () => Date.now() + ms }))) - ms)).toBeLessThan(1_500);
  });

  it('is the own one when they agree as far as can be told, and when the server does not tell', async () => {
    expect((await serverClock({ cluster: fakeCluster(), clock })) === clock).toBe(true);
    const away = fakeCluster();
    away.failAt(1);
    expect((await serverClock({ cluster: away, clock })) === clock).toBe(true);
  });
});
