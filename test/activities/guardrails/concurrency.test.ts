import { concurrency } from '../../../activities/guardrails/concurrency.ts';
import type { StoredUndo, UndoRecords } from '../../../activities/ports.ts';
import { aStoredUndo } from '../../support/fault-order.ts';
import { aPodIdentity } from '../../support/pod-identity.ts';
import { anIntent, guardrailPorts } from './guardrail-ports.ts';
import { intentOn } from './fake-shop.ts';

const record = (experiment: string, key: string, state: StoredUndo['state'] = 'active') =>
  aStoredUndo({ state, target: { key, label: key }, owner: { workflowId: experiment, gameDayId: 'day' } });

function check(records: readonly StoredUndo[], perNamespace = 1, intent = intentOn([aPodIdentity('web-1')])) {
  const undoRecords = {
    at: (place: string) => ({ list: async () => (place === 'cluster' ? records : []) }),
  } as unknown as UndoRecords;
  const ports = { ...guardrailPorts(), undoRecords };
  return concurrency.check({ settings: { perNamespace }, intent: { ...intent, owner: 'day/01-mine' }, ports });
}

describe('concurrency', () => {
  it('counts other experiments with live faults in the namespace of the targets', async () => {
    expect(await check([record('day/01-mine', 'kubernetes/shop/pod/a')])).toEqual({
      name: 'concurrency',
      result: 'met',
      detail: '0 other experiments have faults in shop, 1 at once are allowed',
    });
    const others = [
      record('other/01', 'kubernetes/shop/pod/a'),
      record('other/01', 'kubernetes/shop/pod/b', 'undoing'),
    ];
    expect(await check(others)).toEqual({
      name: 'concurrency',
      result: 'not met',
      detail: 'other/01 already has faults in shop, and 1 at once are allowed. Wait until it has ended',
    });
    expect(await check(others, 2)).toMatchObject({ result: 'met' });
  });

  it('does not count what is over, nor what is elsewhere', async () => {
    const others = [
      record('other/01', 'kubernetes/shop/pod/a', 'undone'),
      record('other/02', 'kubernetes/payments/pod/a'),
      record('other/03', 'kubernetes/_/node/n1'),
      record('other/04', 'process/shop/1.2'),
    ];
    expect(await check(others)).toMatchObject({ result: 'met' });
  });

  it('asks nobody when no target is in a namespace', async () => {
    const { undoRecords: _, ...ports } = guardrailPorts();
    const call = {
      settings: { perNamespace: 1 },
      intent: anIntent(),
      ports: ports as ReturnType<typeof guardrailPorts>,
    };
    expect(await concurrency.check(call)).toMatchObject({ result: 'met', detail: 'no target is in a namespace' });
  });
});
