import type { ClusterObject } from '../../../activities/cluster.ts';
import { containerProcessKill } from '../../../activities/faults/container-process-kill.ts';
import type { FaultCall } from '../../../activities/faults/driver.ts';
import { slotOf } from '../../../activities/faults/process/slot.ts';
import type { ContainerProcessKill } from '../../../experiments/definition/faults/container-process-kill.ts';
import { fakeCluster, type FakeCluster } from '../../support/fake-cluster.ts';
import { identityOf } from '../../support/cluster-workload.ts';
import { aCall } from '../../support/fault-call.ts';
import { aWorld } from '../../support/fault-world.ts';
import { aPodOf, aRun, insideDouble, keyOfObject, NO_SHELL } from '../../support/pods-of-fake.ts';

const settings: ContainerProcessKill = {
  commandLine: 'worker\\.js',
  signal: 'SIGKILL',
  expected: 1,
  goneWithin: 1_000,
};
const MAIN = { pid: 1, start: '500', line: 'supervisor' };
const WORKER = { pid: 7, start: '510', line: 'node worker.js --port 9001' };
const OTHER = { pid: 8, start: '511', line: 'node worker.js --port 9002' };

function callOn(cluster: FakeCluster, victim: ClusterObject, special: Partial<ContainerProcessKill> = {}) {
  const world = aWorld('/nowhere', { cluster });
  let now = 0;
  const clock = { ...world.clock, monotonic: () => now, sleep: async (ms: number) => void (now += ms) };
  return aCall<'container-process-kill'>({ ...world, clock }, { ...settings, ...special }, identityOf(victim));
}

type Call = FaultCall<'container-process-kill'>;

async function prepared(call: Call): Promise<Call> {
  return { ...call, baseline: await containerProcessKill.prepareUndo(call) };
}

describe('container-process-kill', () => {
  it('ends the process that it saw, never the one that takes its pid, and has recovered when one like it runs', async () => {
    const inside = insideDouble([MAIN, WORKER]);
    const cluster = fakeCluster({ exec: inside.exec });
    const call = await prepared(callOn(cluster, cluster.put(aPodOf(undefined, 'web'))));
    expect(call.baseline).toMatchObject({
      containerID: 'containerd://run0',
      victims: [{ pid: 7, start: '510' }],
      places: { [slotOf('node worker.js --port 1')]: 1 },
    });
    expect(JSON.stringify(call.baseline)).not.toContain('worker.js');
    await containerProcessKill.inject(call);
    expect(inside.sent).toEqual(['KILL 7:510']);
    expect(await containerProcessKill.observe(call)).toEqual({
      observed: true,
      evidence: 'gone: process 7 of container main of pod shop/web',
    });
    expect(await containerProcessKill.verifyUndone(call)).toEqual([
      '0 of 1 processes like those that were killed run in container main of pod shop/web; whatever runs them must start 1 more',
    ]);
    inside.start({ ...WORKER, start: '900' });
    await containerProcessKill.inject(call);
    expect(inside.sent).toEqual(['KILL 7:510']);
    expect(await containerProcessKill.verifyUndone(call)).toEqual([]);
  });

  it('hits nobody when more or fewer match than expected, and names them', async () => {
    const inside = insideDouble([MAIN, WORKER, OTHER]);
    const cluster = fakeCluster({ exec: inside.exec });
    const pod = cluster.put(aPodOf(undefined, 'web'));
    await expect(prepared(callOn(cluster, pod))).rejects.toMatchObject({
      type: 'Unsupported',
      message:
        'No process of container main of pod shop/web was killed: commandLine /worker\\.js/ matches 7 (node), 8 (node), and expected is 1. ' +
        'Narrow the pattern, or say how many are expected.',
    });
    await expect(prepared(callOn(cluster, pod, { commandLine: 'nginx' }))).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringContaining(
        'matches none, and expected is 1. There run 1 (supervisor), 7 (node), 8 (node).',
      ),
    });
    await expect(prepared(callOn(cluster, pod, { commandLine: '(' }))).rejects.toMatchObject({ type: 'Unsupported' });
    await containerProcessKill.inject(await prepared(callOn(cluster, pod, { expected: 2, name: 'node' })));
    expect(inside.sent).toEqual(['KILL 7:510', 'KILL 8:511']);
  });

  it('refuses to send PID 1 a signal that the kernel keeps from it', async () => {
    const cluster = fakeCluster({ exec: insideDouble([MAIN]).exec });
    const pod = cluster.put(aPodOf(undefined, 'web'));
    const main = { commandLine: 'supervisor' };
    await expect(prepared(callOn(cluster, pod, main))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('it is PID 1 there and does not handle SIGKILL'),
    });
    expect(await prepared(callOn(cluster, pod, { ...main, signal: 'SIGTERM' }))).toBeDefined();
  });

  it('has recovered when the container has restarted and is ready, and not before', async () => {
    const inside = insideDouble([MAIN, WORKER]);
    const cluster = fakeCluster({ exec: inside.exec });
    const pod = cluster.put(aPodOf(undefined, 'web'));
    const call = await prepared(callOn(cluster, pod));
    await containerProcessKill.inject(call);
    const becomes = (status: object) => cluster.change(keyOfObject(pod), (object) => ({ ...object, status }));
    becomes(aRun(0, { terminated: { reason: 'Error', exitCode: 1 } }, false));
    expect(await containerProcessKill.verifyUndone(call)).toEqual([
      'container main of pod shop/web has ended (Error, exit code 1)',
    ]);
    becomes(aRun(1, { running: {} }, false));
    expect(await containerProcessKill.verifyUndone(call)).toEqual([
      'container main of pod shop/web runs, not Ready, restart count 1',
    ]);
    becomes(aRun(1));
    expect(await containerProcessKill.verifyUndone(call)).toEqual([]);
    await containerProcessKill.inject(call);
    expect(inside.sent).toEqual(['KILL 7:510']);
  });

  it('looks at what became of the victims when the shell was ended with the container', async () => {
    const inside = insideDouble([MAIN, WORKER]);
    const cluster = fakeCluster({ exec: inside.exec });
    const pod = cluster.put(aPodOf(undefined, 'web'));
    const call = await prepared(callOn(cluster, pod));
    cluster.loseAnswerAt(({ verb }) => verb === 'exec');
    cluster.failAt((one) => one.verb === 'exec' && one.number > 8);
    cluster.before(
      ({ number, verb }) => verb === 'get' && number > 9,
      () =>
        cluster.change(keyOfObject(pod), (object) => ({
          ...object,
          status: aRun(0, { terminated: { exitCode: 0 } }, false),
        })),
    );
    await containerProcessKill.inject(call);
    expect(inside.sent).toEqual(['KILL 7:510']);
  });

  it('says that it may not signal another user, and that there is no shell', async () => {
    const cluster = fakeCluster({ exec: insideDouble([MAIN, WORKER], { mayKill: false }).exec });
    const call = await prepared(callOn(cluster, cluster.put(aPodOf(undefined, 'web'))));
    await expect(containerProcessKill.inject(call)).rejects.toMatchObject({
      type: 'Forbidden',
      message: expect.stringContaining('they belong to another user than the one that the container runs as'),
    });
    const bare = fakeCluster({ exec: () => NO_SHELL });
    await expect(prepared(callOn(bare, bare.put(aPodOf(undefined, 'web'))))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('has no shell'),
    });
  });
});
