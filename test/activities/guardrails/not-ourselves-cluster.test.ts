import type { ControlPath } from '../../../activities/guardrails/index.ts';
import { notOurselves } from '../../../activities/guardrails/not-ourselves.ts';
import { aNode, aShop, intentOn } from './fake-shop.ts';

const IN_POD: ControlPath = { pod: { namespace: 'shop', name: 'web-0' }, namespaces: {} };

function check(
  { ports, target }: ReturnType<typeof aShop>,
  objects: Parameters<ReturnType<typeof aShop>['target']>[0][],
  { controlPath = IN_POD, allowNodes }: { controlPath?: ControlPath; allowNodes?: string[] } = {},
) {
  const settings = allowNodes === undefined ? {} : { allowNodes };
  return notOurselves.check({ settings, intent: intentOn(objects.map(target)), controlPath, ports });
}

const node = (shop: ReturnType<typeof aShop>, name: string) =>
  shop.cluster.seen({ apiVersion: 'v1', kind: 'Node', name })!;

describe('not-ourselves in a cluster', () => {
  it('lets other pods through', async () => {
    const shop = aShop();
    expect(await check(shop, [shop.pods[1]!])).toMatchObject({ result: 'met', detail: '1 target is not ours' });
  });

  it('refuses the pod of this worker, and whatever controls it', async () => {
    const shop = aShop();
    expect(await check(shop, [shop.pods[0]!, shop.pods[1]!])).toEqual({
      name: 'not-ourselves',
      result: 'not met',
      detail: 'pod shop/web-0 is this worker. Choose a selector that does not match it',
    });
    expect(await check(shop, [shop.workload])).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('deployment shop/web controls this worker'),
    });
  });

  it('refuses a node on which this worker, the control plane, or what we need runs, unless it is allowed', async () => {
    const shop = aShop();
    expect(await check(shop, [node(shop, 'n1')])).toMatchObject({
      result: 'not met',
      detail: expect.stringMatching(/^node n1: this worker runs on it\. Choose another node; or, .*allowNodes/),
    });
    expect(await check(shop, [node(shop, 'n1')], { allowNodes: ['n1'] })).toMatchObject({ result: 'met' });
    expect(await check(shop, [node(shop, 'n2')])).toMatchObject({ result: 'met' });
    const controlPath = { namespaces: { shop: 'Temporal' } };
    expect(await check(shop, [node(shop, 'n2')], { controlPath })).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('node n2: pod shop/web-1 runs on it (Temporal)'),
    });
    shop.put(aNode('cp', {}, { 'node-role.kubernetes.io/control-plane': '' }));
    expect(await check(shop, [node(shop, 'cp')])).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('node cp: the control plane runs on it'),
    });
  });

  it('is no answer when the cluster gives none', async () => {
    const shop = aShop();
    shop.cluster.failAt(1);
    await expect(check(shop, [node(shop, 'n2')])).rejects.toThrow('was not reached');
  });
});
