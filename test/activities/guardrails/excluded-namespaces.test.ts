import { excludedNamespaces } from '../../../activities/guardrails/excluded-namespaces.ts';
import type { Intent } from '../../../activities/guardrails/guardrail.ts';
import { aPodIdentity } from '../../support/pod-identity.ts';
import { guardrailPorts } from './guardrail-ports.ts';
import { intentOn } from './fake-shop.ts';

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
});
