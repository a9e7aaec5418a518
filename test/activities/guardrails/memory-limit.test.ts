import type { Intent } from '../../../activities/guardrails/guardrail.ts';
import { createGuardrailActivities } from '../../../activities/guardrails/index.ts';
import { stressesMemory } from '../../../activities/guardrails/kubernetes/memory-stress.ts';
import { memoryLimit } from '../../../activities/guardrails/memory-limit.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';
import { aShop, intentOn } from './fake-shop.ts';

const LIMITED = { name: 'app', resources: { limits: { memory: '256Mi' } } };
const FREE = { name: 'proxy' };

const chaos = (spec: object, kind = 'StressChaos') =>
  [{ name: 'fill the memory', kind: 'chaos-mesh', settings: { kind, spec } }] as unknown as Intent['faults'];
const litmus = (env: object[]) =>
  [
    {
      name: 'hog',
      kind: 'litmus-engine',
      settings: { spec: { experiments: [{ name: 'pod-memory-hog', spec: { components: { env } } }] } },
    },
  ] as unknown as Intent['faults'];
const MEMORY = { stressors: { memory: { workers: 1, size: '100MiB' } } };

function check(containers: readonly object[], change: { container?: string; faults?: Intent['faults'] } = {}) {
  const shop = aShop();
  const pod = shop.put(aPodOf(undefined, 'hog', { spec: { containers } }));
  const { container, faults } = change;
  const target = { ...shop.target(pod), ...(container === undefined ? {} : { container }) };
  const intent = intentOn([target], faults === undefined ? {} : { faults });
  return memoryLimit.check({ settings: {}, intent, ports: shop.ports });
}

describe('memory-limit', () => {
  it('is met when every container that may be meant has a limit', async () => {
    expect(await check([LIMITED])).toEqual({
      name: 'memory-limit',
      result: 'met',
      detail: 'container app of pod shop/hog may use 256Mi',
    });
    expect(await check([LIMITED, FREE], { container: 'app' })).toMatchObject({ result: 'met' });
    expect(await check([LIMITED, FREE], { faults: chaos({ containerNames: ['app'] }) })).toMatchObject({
      result: 'met',
    });
  });

  it('is not met when one has none, and says what to do', async () => {
    expect(await check([LIMITED, FREE])).toMatchObject({
      result: 'not met',
      detail:
        'container proxy of pod shop/hog has no memory limit, so its node would run out of memory first. Set resources.limits.memory, or name another container',
    });
    expect(await check([LIMITED, FREE], { container: 'proxy' })).toMatchObject({ result: 'not met' });
  });

  it('looks at the container that an experiment of Litmus names', async () => {
    const proxy = litmus([{ name: 'TARGET_CONTAINER', value: 'proxy' }]);
    expect(proxy.every(stressesMemory)).toBe(true);
    expect(await check([LIMITED, FREE], { faults: proxy })).toMatchObject({ result: 'not met' });
    const app = litmus([{ name: 'TARGET_CONTAINER', value: 'app' }]);
    expect(await check([LIMITED, FREE], { faults: app })).toMatchObject({ result: 'met' });
    expect(await check([LIMITED, FREE], { faults: litmus([]) })).toMatchObject({ result: 'not met' });
  });

  it('does not know a container that is not there', async () =>
    expect(await check([LIMITED], { container: 'ap' })).toMatchObject({
      result: 'unknown',
      detail: 'pod shop/hog has no container ap',
    }));

  it('looks at what a selector of Chaos Mesh means, when the target is a namespace', async () => {
    const { cluster, ports, target } = aShop();
    const namespace = cluster.seen({ apiVersion: 'v1', kind: 'Namespace', name: 'shop' })!;
    const faults = chaos({ ...MEMORY, selector: { namespaces: ['shop'], labelSelectors: { app: 'web' } } });
    const result = await memoryLimit.check({ settings: {}, intent: intentOn([target(namespace)], { faults }), ports });
    expect(result).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('container main of pod shop/web-2'),
    });
  });

  it.each([
    [MEMORY, true],
    [{ stressngStressors: '--vm 1' }, true],
    [{ type: 'StressChaos', stressChaos: MEMORY }, true],
    [{ templates: [{ templateType: 'StressChaos', stressChaos: MEMORY }] }, true],
    [{ stressors: { cpu: { workers: 1 } } }, false],
    [{ action: 'partition' }, false],
  ])('is always on before memory is stressed, and only then: %j', async (spec, isOn) => {
    const { ports, target, pods } = aShop();
    const { checkGuardrails } = createGuardrailActivities(ports, { read: async () => undefined });
    const intent = intentOn([target(pods[0]!)], { faults: chaos(spec) });
    const names = (await checkGuardrails({ guardrails: [], intent })).map(({ name }) => name);
    expect(names.includes('memory-limit')).toBe(isOn);
    expect(names).toContain('excluded-namespaces');
  });
});
