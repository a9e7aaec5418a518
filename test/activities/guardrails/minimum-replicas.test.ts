import { minimumReplicas } from '../../../activities/guardrails/minimum-replicas.ts';
import { aShop, intentOn } from './fake-shop.ts';

function check({ ports, target, pods }: ReturnType<typeof aShop>, ready = 1, taken = [pods[0]!]) {
  return minimumReplicas.check({ settings: { ready }, intent: intentOn(taken.map(target)), ports });
}

describe('minimum-replicas', () => {
  it('counts the other pods of the workload that are Ready', async () => {
    expect(await check(aShop())).toEqual({
      name: 'minimum-replicas',
      result: 'met',
      detail: '2 other pods of deployment shop/web are Ready, 1 must be',
    });
    expect(await check(aShop({ ready: 2 }), 2)).toMatchObject({
      result: 'not met',
      detail: '1 other pods of deployment shop/web are Ready, 2 must be',
    });
    const shop = aShop();
    expect(await check(shop, 1, [...shop.pods])).toMatchObject({ result: 'not met' });
    expect(await check(shop, 1, [shop.workload])).toMatchObject({ result: 'not met' });
  });

  it('has no other for a pod that nobody owns', async () => {
    const shop = aShop();
    const pod = shop.put({ ...shop.pods[0]!, metadata: { namespace: 'shop', name: 'alone' } });
    expect(await check(shop, 1, [pod])).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('pod shop/alone has no owner'),
    });
  });

  it('says nothing of what has no pods', async () => {
    const shop = aShop();
    const map = shop.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'shop', name: 'c' } });
    expect(await check(shop, 1, [map])).toMatchObject({ result: 'met', detail: 'no pod would be down' });
  });
});
