import { excludedNamespaces } from '../../../activities/guardrails/excluded-namespaces.ts';
import type { Intent } from '../../../activities/guardrails/guardrail.ts';
import { aPodIdentity } from '../../support/pod-identity.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';
import { guardrailPorts } from './guardrail-ports.ts';
import { aShop, intentOn } from './fake-shop.ts';

const controlPath = { namespaces: { 'chaos-team': 'our worker' } };
const check = (
  settings: { allow?: string[]; also?: string[] },
  namespaces: readonly string[],
  change?: Partial<Intent>,
) =>
  excludedNamespaces.check({
    settings,
    intent: intentOn(
      namespaces.map((namespace) => aPodIdentity('a', { namespace })),
      change,
    ),
    controlPath,
    ports: guardrailPorts(),
  });

describe('excluded-namespaces', () => {
  it('lets others through', async () => {
    expect(await check({}, ['shop', 'payments', 'shop'])).toEqual({
      name: 'excluded-namespaces',
      result: 'met',
      detail: 'only shop, payments',
    });
    expect(await check({}, [])).toMatchObject({ result: 'met', detail: 'no target is in a namespace' });
  });

  it.each([
    ['kube-system', 'Kubernetes itself'],
    ['chaos-mesh', 'the chaos engine'],
    ['temporal', 'Temporal'],
    ['chaos-team', 'our worker'],
  ])('refuses %s, says why, and how to allow it', async (namespace, why) => {
    expect(await check({}, ['shop', namespace])).toEqual({
      name: 'excluded-namespaces',
      result: 'not met',
      detail: `pod ${namespace}/a is in ${namespace}: it is excluded, because ${why} is there. If it is meant, write guardrails: [{ excluded-namespaces: { allow: [${namespace}] } }]`,
    });
    expect(await check({ allow: [namespace] }, [namespace])).toMatchObject({ result: 'met' });
  });

  it('refuses what the document excludes too, by patterns', async () => {
    expect(await check({ also: ['prod-*'] }, ['prod-eu'])).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('pod prod-eu/a is in prod-eu: it is excluded by "also"'),
    });
    expect(await check({ also: ['prod-*', 'a.c'] }, ['preprod-eu', 'abc'])).toMatchObject({ result: 'met' });
  });

  it('refuses a namespace that is a target itself, and those that a selector of Chaos Mesh reaches into', async () => {
    const itself = aPodIdentity('kube-system', {
      objectKind: 'Namespace',
      namespace: undefined,
      label: 'namespace kube-system',
    });
    const targets = [{ matched: 1, taken: [itself] }];
    expect(await check({}, [], { targets })).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('namespace kube-system is in kube-system'),
    });
    const shop = aPodIdentity('shop', { objectKind: 'Namespace', namespace: undefined, label: 'namespace shop' });
    const spec = {
      selector: { namespaces: ['shop'] },
      target: { mode: 'all', selector: { namespaces: ['kube-system'] } },
    };
    const faults = [
      { name: 'cut it off', kind: 'chaos-mesh', settings: { kind: 'NetworkChaos', spec } },
    ] as unknown as Intent['faults'];
    expect(await check({}, [], { faults, targets: [{ matched: 1, taken: [shop] }] })).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('what cut it off selects is in kube-system'),
    });
  });

  it('refuses a drain that would evict a pod there, and a taint that would delete it; not a cordon, nor a drain of others', async () => {
    const shop = aShop();
    const dns = aPodOf(undefined, 'dns');
    shop.put({ ...dns, metadata: { ...dns.metadata, namespace: 'kube-system', labels: { app: 'dns' } } });
    const node = shop.target(shop.cluster.seen({ apiVersion: 'v1', kind: 'Node', name: 'n1' })!);
    const verdict = async (kind: string, settings: object) => {
      const faults = [{ name: 'empty the node', kind, settings }] as unknown as Intent['faults'];
      return await excludedNamespaces.check({ settings: {}, intent: intentOn([node], { faults }), ports: shop.ports });
    };
    for (const [kind, settings] of [
      ['drain', { allow: [] }],
      ['taint', { key: 'a', effect: 'NoExecute', allow: [] }],
    ] as const) {
      expect(await verdict(kind, settings)).toMatchObject({
        result: 'not met',
        detail: expect.stringContaining('pod kube-system/dns on node n1 is in kube-system: it is excluded'),
      });
    }
    expect(await verdict('cordon', {})).toMatchObject({ result: 'met' });
    expect(await verdict('taint', { key: 'a', effect: 'NoSchedule', allow: [] })).toMatchObject({ result: 'met' });
    expect(await verdict('drain', { pods: 'app=web', allow: [] })).toMatchObject({ result: 'met' });
  });
});
