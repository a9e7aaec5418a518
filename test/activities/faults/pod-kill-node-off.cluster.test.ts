import { podKill } from '../../../activities/faults/pod-kill.ts';
import { asNode, asPod } from '../../../activities/kubernetes/views.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { aWorkload, type Workload } from '../../support/cluster-workload.ts';
import { eventually } from '../../support/eventually.ts';
import { onCluster } from '../../support/live-cluster.ts';
import { useOwnCluster } from '../../support/own-cluster.ts';

onCluster('killing a pod whose node is off', () => {
  const own = useOwnCluster(2);
  let ledger: Workload;

  beforeAll(async () => {
    const spread = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' };
    ledger = await aWorkload(own.cluster, 'default', {
      kind: 'StatefulSet',
      name: 'ledger',
      pod: {
        // Nobody but the fault may end them.
        tolerations: [{ operator: 'Exists' }],
        topologySpreadConstraints: [{ ...spread, labelSelector: { matchLabels: { app: 'ledger' } } }],
      },
    });
  }, 120_000);

  const isReady = async (name: string) => {
    const node = await own.cluster.get({ apiVersion: 'v1', kind: 'Node', name });
    return node && asNode(node).status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  };

  it('is not called seen or recovered while the pod stays Terminating, and is with the power back', async () => {
    const pods = await ledger.pods();
    const victim = pods.find((pod) => asPod(pod).spec.nodeName?.endsWith('n2'))!;
    const node = asPod(victim).spec.nodeName!;
    const call = await prepared(podKill, aClusterCall(own.cluster, { gracePeriod: 0, minRunning: 1 }, victim));
    await own.powerOff(2);
    await eventually(async () => (await isReady(node)) === 'Unknown', 120_000, `${node} is not ready`);
    await podKill.inject(call);
    const off = `node ${node} is not Ready (Kubelet stopped posting node status.)`;
    expect(await podKill.observe(call)).toEqual({
      observed: false,
      evidence: expect.stringContaining(
        `stays Terminating: ${off}; Ready pods of statefulset default/ledger: 1, before the kill 2`,
      ),
    });
    const name = victim.metadata.name;
    expect(await podKill.verifyUndone(call)).toEqual([
      `1 of 2 pods of statefulset default/ledger are Ready: ${name} is being deleted; ${off}`,
    ]);
    await own.powerOn();
    await eventually(async () => (await podKill.verifyUndone(call)).length === 0, 120_000, 'it has recovered');
    const after = await ledger.ready(2);
    const successor = after.find((pod) => pod.metadata.name === name);
    expect(successor?.metadata.uid).not.toBe(victim.metadata.uid);
    await podKill.inject(call);
    expect((await ledger.pods()).map((pod) => pod.metadata.uid)).toContain(successor?.metadata.uid);
  }, 400_000);
});
