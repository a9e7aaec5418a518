import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callOf, driverOf } from '../../activities/faults/engine/call.ts';
import { createFaultActivities } from '../../activities/faults/fault-activities.ts';
import { notOurselves } from '../../activities/guardrails/not-ourselves.ts';
import type { Ports } from '../../activities/ports.ts';
import { takeTargets } from '../../activities/targets/take-targets.ts';
import { rightsManifests } from '../../client/rights/manifests.ts';
import type { FaultKind, FaultSettings } from '../../experiments/definition/faults/index.ts';
import type { TargetIdentity } from '../../experiments/definition/identity.ts';
import { type ClusterFaultKind, clusterFaultKinds } from '../../experiments/definition/rights/fault-rights.ts';
import { rightsFor } from '../../experiments/definition/rights/rights-for.ts';
import { targetSpec } from '../../experiments/definition/targets/index.ts';
import { clusterFaultRigs, type ClusterRig } from '../support/cluster-fault-rigs.ts';
import { ordersFor } from '../support/fault-stage.ts';
import { aWorld } from '../support/fault-world.ts';
import { aNamespace, liveCluster } from '../support/live-cluster.ts';
import { mayDo, rightsGiven, rightsTaken } from '../support/rights-given.ts';
import { aServiceAccount } from '../support/service-account.ts';

jest.setTimeout(300_000);

/** A worker that may do what `gameday rbac` prints for one kind of fault, and nothing else. */
async function aWorkerFor(kind: ClusterFaultKind) {
  const admin = liveCluster();
  const [targets, records] = await Promise.all([aNamespace(admin, `may-${kind}`), aNamespace(admin, 'may-records')]);
  const account = await aServiceAccount(admin, records.name, 'worker');
  const folder = await mkdtemp(join(tmpdir(), 'gameday-rights-'));
  const before = await mayDo(account.cluster, [targets.name, records.name, 'kube-system', 'default']);
  const manifests = rightsManifests({
    faults: [kind],
    others: [],
    namespaces: [targets.name],
    records: records.name,
    serviceAccount: { namespace: records.name, name: 'worker' },
  });
  await rightsGiven(admin, manifests);
  const open: ClusterRig<FaultKind> = clusterFaultRigs[kind];
  const rig = await open({ cluster: admin, namespace: targets.name });
  const ports = aWorld(folder, { cluster: account.cluster }, records.name);
  return {
    rig,
    ports,
    namespaces: { targets: targets.name, records: records.name },
    given: async () => {
      const after = await mayDo(account.cluster, [targets.name, records.name, 'kube-system', 'default']);
      return after.map((rights, at) => rights.filter((right) => !before[at]!.includes(right)));
    },
    async close() {
      await rig.stop();
      await rightsTaken(admin, manifests);
      // They go by themselves; nobody comes back to these names.
      for (const name of [targets.name, records.name])
        await admin.delete({ apiVersion: 'v1', kind: 'Namespace', name });
      await account.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe.each(clusterFaultKinds)('a worker with the rights for %s', (kind) => {
  let worker: Awaited<ReturnType<typeof aWorkerFor>>;
  beforeAll(async () => {
    worker = await aWorkerFor(kind);
  });
  afterAll(() => worker?.close());

  it('finds its target, and injects, sees, undoes and verifies the fault', async () => {
    const { rig, ports, namespaces } = worker;
    const before = await rig.state();
    const settings = withHelpersIn(namespaces.records, rig.settings);
    const order = { ...(await ordersFor(kind, rig)()), settings };
    await findAgain(order.target, ports, namespaces.records);
    const fault = createFaultActivities(ports);
    const undo = await fault.prepareUndo(order);
    const call = callOf(undo, ports, new AbortController().signal);
    await driverOf(undo).touches?.(call);
    await fault.injectFault(undo);
    expect(await fault.observeEffect(undo)).toMatchObject({ observed: true });
    await fault.undoFault(undo);
    await fault.verifyUndone(undo);
    expect(await rig.state()).toEqual(before);
    expect(await ports.undoRecords.at('cluster').list()).toMatchObject([{ state: 'undone' }]);
  });

  it('may do nothing else', async () => {
    const { inTargets, inOurs, inSystem, clusterWide } = rightsFor({ faults: [kind], others: [] });
    const listed = (rules: typeof inTargets) =>
      rules.flatMap(({ group, resources, verbs }) => verbs.map((verb) => `${verb} ${group}/${resources.join()}`));
    const everywhere = listed(clusterWide);
    const sorted = (...rights: readonly string[]) => [...new Set([...rights, ...everywhere])].toSorted();
    expect((await worker.given()).map((rights) => [...rights].toSorted())).toEqual([
      sorted(...listed(inTargets)),
      sorted(...listed(inOurs)),
      sorted(...listed(inSystem)),
      sorted(),
    ]);
  });
});

/** By its name, as a document would; and the guardrail that is always on looks whether it is the worker itself. */
async function findAgain(target: TargetIdentity, ports: Ports, records: string): Promise<void> {
  if (target.kind !== 'kubernetes') throw new Error(`${target.label} is in no cluster`);
  const { objectKind, apiVersion, namespace, name } = target;
  const spec = targetSpec.parse({ kubernetes: { kind: objectKind, apiVersion, namespace, name } });
  const { signal } = new AbortController();
  const resolved = await takeTargets(spec, ports, signal);
  expect(resolved.taken).toMatchObject([{ name }]);
  const intent = { experiment: 'e', faults: [], targets: [resolved], targetsSoFar: 1, longestMs: 1 };
  const controlPath = { pod: { namespace: records, name: 'worker-0' }, namespaces: { [records]: 'the undo records' } };
  expect(await notOurselves.check({ settings: {}, intent, ports, controlPath })).toMatchObject({
    result: 'met',
  });
}

/** Pods of our own belong where we are, not where the targets are. */
function withHelpersIn(records: string, settings: FaultSettings[FaultKind]): FaultSettings[FaultKind] {
  if (!('helperNamespace' in settings)) return settings;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same settings with another text in them
  return { ...settings, helperNamespace: records } as FaultSettings[FaultKind];
}
