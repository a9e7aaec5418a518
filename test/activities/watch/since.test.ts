import type { NewObject } from '../../../activities/cluster.ts';
import { checkSteadyState } from '../../../activities/steady-state.ts';
import { Sampling } from '../../../activities/watch/sampling.ts';
import { steadyStateCheck } from '../../../experiments/definition/sli.ts';
import { fakeCluster } from '../../support/fake-cluster.ts';
import { anSli } from './an-sli.ts';
import { watchWorld } from './watch-world.ts';

const BEGAN = Date.UTC(2026, 10, 20, 12);
const RESTARTS = { http: undefined, kubernetes: { namespace: 'shop', labels: 'app=db', restarts: 0 } };

/** A neighbour whose container was restarted that many seconds after the experiment had begun. */
function world(seconds: number) {
  const finishedAt = new Date(BEGAN + seconds * 1000).toISOString();
  const neighbour: NewObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'shop', name: 'db-0', labels: { app: 'db' } },
    status: { containerStatuses: [{ name: 'db', restartCount: 1, lastState: { terminated: { finishedAt } } }] },
  };
  const watched = watchWorld();
  return { ...watched, ports: { ...watched.ports, cluster: fakeCluster({ objects: [neighbour] }) } };
}

describe('what happened since the experiment began', () => {
  it.each([
    [-1, 0],
    [1, 1],
  ])('counts for an SLI, whichever worker samples it: %i s after is %i', async (seconds, value) => {
    const { ports, clock } = world(seconds);
    const sampling = new Sampling('run', [anSli(RESTARTS)], ports, undefined, BEGAN);
    await clock.pass(100);
    expect(sampling.latest(0)).toMatchObject({ v: value });
    await sampling.stop();
  });

  it('counts for a check of the steady state', async () => {
    const check = steadyStateCheck.parse({ name: 'neighbours', kubernetes: RESTARTS.kubernetes });
    const look = (seconds: number) =>
      checkSteadyState([check], world(seconds).ports, new AbortController().signal, BEGAN);
    expect(await look(-1)).toMatchObject([{ result: 'met' }]);
    expect(await look(1)).toMatchObject([{ result: 'not met', detail: expect.stringContaining('db-0/db') }]);
  });
});
