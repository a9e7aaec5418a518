import { guardrails } from '../../activities/guardrails/index.ts';
import type { Guardrail, GuardrailCall } from '../../activities/guardrails/guardrail.ts';
import { guardrailSpec, type GuardrailKind } from '../../experiments/definition/guardrails/index.ts';
import type { Ports, UndoRecords } from '../../activities/ports.ts';
import { answered, fakeHttp } from '../support/fake-http.ts';
import { aStoredUndo } from '../support/fault-order.ts';
import { aPodIdentity } from '../support/pod-identity.ts';
import { aShop, intentOn } from '../activities/guardrails/fake-shop.ts';
import { breakingFault } from '../support/an-experiment.ts';
import { anIntent, aProcess, guardrailPorts } from '../activities/guardrails/guardrail-ports.ts';

type Situation<K extends GuardrailKind> = Partial<Omit<GuardrailCall<K>, 'settings'>> & { readonly yaml: object };

const onWeb = ({ ports, pods, target }: ReturnType<typeof aShop>) => ({ ports, intent: intentOn([target(pods[0]!)]) });

function withRules(alerts: readonly object[]): Ports {
  const rules = [{ name: 'Slow', type: 'alerting', health: 'ok', alerts }];
  const http = fakeHttp(() => answered(200, { status: 'success', data: { groups: [{ rules }] } }));
  return { ...guardrailPorts(), http };
}

function withRecord(key: string): Ports {
  const record = aStoredUndo({ state: 'active', target: { key, label: key } });
  return { ...guardrailPorts(), undoRecords: { at: () => ({ list: async () => [record] }) } as unknown as UndoRecords };
}

/** For each kind: one situation that it lets through, and one that it does not. */
const situations: { readonly [K in GuardrailKind]: { readonly met: Situation<K>; readonly notMet: Situation<K> } } = {
  'time-window': {
    met: { yaml: { hours: '09:00-16:00' } },
    notMet: { yaml: { hours: '09:00-11:00' } },
  },
  'blast-radius': {
    met: { yaml: { maxTargets: 1, maxPercent: '50%', maxDuration: '1m' } },
    notMet: { yaml: { maxTargets: 1, maxPercent: '50%', maxDuration: '1m' }, intent: anIntent({ targetsSoFar: 2 }) },
  },
  'not-ourselves': {
    met: { yaml: {} },
    notMet: { yaml: {}, intent: anIntent({ targets: [{ matched: 1, taken: [aProcess(77)] }] }) },
  },
  expiry: {
    met: { yaml: {} },
    notMet: { yaml: {}, intent: anIntent({ faults: [breakingFault('http://127.0.0.1:1')] }) },
  },
  'excluded-namespaces': {
    met: { yaml: { also: ['prod-*'] }, intent: intentOn([aPodIdentity('web-1')]) },
    notMet: { yaml: {}, intent: intentOn([aPodIdentity('coredns-1', { namespace: 'kube-system' })]) },
  },
  'disruption-budget': {
    met: { yaml: { maxUnavailable: '50%' }, ...onWeb(aShop()) },
    notMet: { yaml: { maxUnavailable: 1 }, ...onWeb(aShop({ ready: 2 })) },
  },
  'minimum-replicas': {
    met: { yaml: {}, ...onWeb(aShop()) },
    notMet: { yaml: { ready: 3 }, ...onWeb(aShop()) },
  },
  'cluster-health': {
    met: { yaml: {}, ...onWeb(aShop()) },
    notMet: { yaml: {}, ...onWeb(aShop({ ready: 2 })) },
  },
  'memory-limit': {
    met: { yaml: {} },
    notMet: { yaml: {}, ...onWeb(aShop()) },
  },
  'no-firing-alert': {
    met: { yaml: { url: 'http://prometheus' }, ports: withRules([]) },
    notMet: { yaml: { url: 'http://prometheus' }, ports: withRules([{ state: 'firing', labels: {} }]) },
  },
  concurrency: {
    met: { yaml: {} },
    notMet: { yaml: {}, intent: intentOn([aPodIdentity('web-1')]), ports: withRecord('kubernetes/shop/pod/web-2') },
  },
};

function contractOf<K extends GuardrailKind>(kind: K, guardrail: Guardrail<K>): void {
  function callOf({ yaml, ...given }: Situation<K>): GuardrailCall<K> {
    const { settings } = guardrailSpec.parse({ [kind]: yaml });
    return {
      settings: JSON.parse(JSON.stringify(settings)),
      intent: anIntent(),
      ports: guardrailPorts(),
      ...given,
    };
  }

  describe(`guardrail contract: ${kind}`, () => {
    const { met, notMet } = situations[kind];

    it('is registered under its own name', () => {
      expect(guardrails[kind]).toBe(guardrail);
    });

    it('says met, with what was seen, when it is', async () => {
      expect(await guardrail.check(callOf(met))).toEqual({
        name: kind,
        result: 'met',
        detail: expect.stringMatching(/\S/),
      });
    });

    it('says not met, with the reason, when it is not', async () => {
      expect(await guardrail.check(callOf(notMet))).toEqual({
        name: kind,
        result: 'not met',
        detail: expect.stringMatching(/\S/),
      });
    });

    it('answers the same to the same question', async () => {
      expect(await guardrail.check(callOf(notMet))).toEqual(await guardrail.check(callOf(notMet)));
    });

    it('lets through what has no target yet', async () => {
      expect(await guardrail.check({ ...callOf(met), intent: anIntent({ targets: [] }) })).toMatchObject({
        result: 'met',
      });
    });
  });
}

const guardrailOf = <K extends GuardrailKind>(kind: K): Guardrail<K> => guardrails[kind];
for (const { kind } of Object.values(guardrails)) contractOf(kind, guardrailOf(kind));
