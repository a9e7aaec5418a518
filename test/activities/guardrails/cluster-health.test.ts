import { clusterHealth } from '../../../activities/guardrails/cluster-health.ts';
import { keyOf } from '../../support/fake-cluster.ts';
import { aNode, aShop, intentOn } from './fake-shop.ts';

function check({ ports, target, pods }: ReturnType<typeof aShop>, ignoreNodes?: string[], taken = [pods[0]!]) {
  const settings = ignoreNodes === undefined ? {} : { ignoreNodes };
  return clusterHealth.check({ settings, intent: intentOn(taken.map(target)), ports });
}

describe('cluster-health', () => {
  it('is met when every node is Ready and the workloads of the targets are at rest', async () => {
    expect(await check(aShop())).toEqual({
      name: 'cluster-health',
      result: 'met',
      detail: '2 nodes are Ready and under no pressure, 1 workloads are at rest',
    });
    expect(await check(aShop({ kind: 'StatefulSet' }))).toMatchObject({ result: 'met' });
  });

  it.each([
    [
      { type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' },
      'node n2 is not Ready: Kubelet stopped',
    ],
    [{ type: 'MemoryPressure', status: 'True' }, 'node n2 has MemoryPressure'],
    [{ type: 'DiskPressure', status: 'Unknown' }, 'node n2 has DiskPressure'],
  ])('is not met by a node with %j', async (condition, detail) => {
    const shop = aShop();
    const ready = condition.type === 'Ready' ? [] : [{ type: 'Ready', status: 'True' }];
    shop.put(aNode('n2', { conditions: [condition, ...ready] }));
    expect(await check(shop)).toMatchObject({ result: 'not met', detail: expect.stringContaining(detail) });
    expect(await check(shop, ['n2'])).toMatchObject({ result: 'met' });
    expect(await check(shop, ['n1', 'n2'])).toMatchObject({ result: 'unknown' });
  });

  it('takes a job for what it is: all its pods run, or some do not', async () => {
    const shop = aShop();
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { namespace: 'shop', name: 'copy', generation: 1 } };
    const running = shop.put({ ...job, spec: { parallelism: 2 }, status: { ready: 2 } });
    expect(await check(shop, [], [running])).toMatchObject({ result: 'met' });
    const starting = shop.put({ ...job, spec: { parallelism: 2 }, status: { ready: 1 } });
    expect(await check(shop, [], [starting])).toMatchObject({
      result: 'not met',
      detail: 'job shop/copy has 1 of 2 replicas available',
    });
  });

  it.each([
    ['Deployment', { observedGeneration: 0 }, 'deployment shop/web was changed, and nobody has acted on it yet'],
    ['Deployment', { updatedReplicas: 1 }, 'is being rolled out: 2 of 3 replicas are not of the newest version yet'],
    ['Deployment', { replicas: 4 }, '1 of 3 replicas are not of the newest version yet'],
    ['Deployment', { availableReplicas: 2 }, 'deployment shop/web has 2 of 3 replicas available'],
    ['StatefulSet', { updateRevision: 'web-2', updatedReplicas: 1 }, '2 of 3 replicas are not of the newest'],
  ] as const)('is not met while the %s says %j', async (kind, status, detail) => {
    const shop = aShop({ kind });
    const change = (object: typeof shop.workload) => ({
      ...object,
      status: { ...(object['status'] as object), ...status },
    });
    const workload = shop.cluster.change(keyOf(shop.workload), change);
    expect(await check(shop)).toMatchObject({ result: 'not met', detail: expect.stringContaining(detail) });
    expect(await check(shop, [], [workload])).toMatchObject({ result: 'not met' });
  });
});
