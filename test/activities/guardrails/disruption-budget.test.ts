import { disruptionBudget } from '../../../activities/guardrails/disruption-budget.ts';
import { disruptionBudget as schema } from '../../../experiments/definition/guardrails/disruption-budget.ts';
import { aBudget, aShop, intentOn } from './fake-shop.ts';

function check({ ports, target, pods }: ReturnType<typeof aShop>, settings: object = {}, taken = [pods[0]!]) {
  return disruptionBudget.check({ settings: schema.parse(settings), intent: intentOn(taken.map(target)), ports });
}

describe('disruption-budget', () => {
  it('allows what the budget allows, and refuses one more', async () => {
    const shop = aShop();
    shop.put(aBudget({ disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2 }));
    expect(await check(shop)).toEqual({
      name: 'disruption-budget',
      result: 'met',
      detail: 'budget shop/web allows 1 to be down (3 healthy, 2 needed), 1 would be',
    });
    expect(await check(shop, {}, shop.pods.slice(0, 2))).toMatchObject({
      result: 'not met',
      detail: 'budget shop/web allows 1 to be down (3 healthy, 2 needed), 2 would be',
    });
  });

  it('counts all pods of a workload, and those of a node', async () => {
    const shop = aShop({ replicas: 4 });
    shop.put(aBudget({ disruptionsAllowed: 1 }));
    expect(await check(shop, {}, [shop.workload])).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('4 would be'),
    });
    const node = shop.cluster.seen({ apiVersion: 'v1', kind: 'Node', name: 'n2' })!;
    expect(await check(shop, {}, [node])).toMatchObject({ detail: expect.stringContaining('2 would be') });
  });

  it('does not count a pod that is down already, and no budget of other pods', async () => {
    const shop = aShop({ ready: 2 });
    shop.put(aBudget({ disruptionsAllowed: 0 }));
    expect(await check(shop, {}, [shop.pods[2]!])).toMatchObject({ result: 'met' });
    shop.put(aBudget({ disruptionsAllowed: 0 }, { app: 'db' }));
    expect(await check(shop)).toMatchObject({
      result: 'met',
      detail: 'no pod with a disruption budget would be down',
    });
  });

  it('does not know what a budget says that nobody has worked out yet', async () => {
    const shop = aShop();
    shop.put(aBudget({ observedGeneration: 0, disruptionsAllowed: 5 }));
    expect(await check(shop)).toMatchObject({
      result: 'unknown',
      detail: 'budget shop/web has not been worked out yet by its controller',
    });
  });

  it.each([
    [1, 3, 3, 'met', '1 of 3 replicas of deployment shop/web would be down (0 already), 1 allowed'],
    [1, 3, 2, 'not met', '2 of 3 replicas of deployment shop/web would be down (1 already), 1 allowed'],
    ['50%', 3, 3, 'met', '1 of 3 replicas of deployment shop/web would be down (0 already), 50% allowed = 1'],
    ['20%', 3, 3, 'not met', '20% allowed = 0'],
  ])(
    'counts what is down already: at most %s of %i with %i available is %s',
    async (maxUnavailable, replicas, ready, result, detail) => {
      const shop = aShop({ replicas, ready });
      expect(await check(shop, { maxUnavailable })).toMatchObject({ result, detail: expect.stringContaining(detail) });
    },
  );

  it('cannot tell a share of a pod that nobody owns', async () => {
    const shop = aShop();
    const pod = shop.put({ ...shop.pods[0]!, metadata: { namespace: 'shop', name: 'alone' } });
    expect(await check(shop, { maxUnavailable: 1 }, [pod])).toMatchObject({ result: 'unknown' });
  });

  it('warns of a StatefulSet without a budget, or refuses, or says nothing', async () => {
    const shop = aShop({ kind: 'StatefulSet' });
    const detail = expect.stringContaining('statefulset shop/web has no PodDisruptionBudget');
    expect(await check(shop)).toMatchObject({ result: 'met', detail });
    expect(await check(shop, { withoutBudget: 'refuse' })).toMatchObject({ result: 'not met', detail });
    expect(await check(shop, { withoutBudget: 'ignore' })).toMatchObject({
      result: 'met',
      detail: expect.not.stringContaining('has no'),
    });
    shop.put(aBudget({ disruptionsAllowed: 1 }));
    expect(await check(shop, { withoutBudget: 'refuse' })).toMatchObject({ result: 'met' });
  });

  it('is no answer for a pod that was replaced meanwhile', async () => {
    const shop = aShop();
    shop.put({ ...shop.pods[0]!, metadata: { namespace: 'shop', name: 'web-0' } });
    await expect(check(shop)).rejects.toThrow('pod shop/web-0 was replaced, or ended, meanwhile');
  });
});
