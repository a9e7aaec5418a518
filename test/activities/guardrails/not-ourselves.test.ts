import { notOurselves } from '../../../activities/guardrails/not-ourselves.ts';
import type { TargetIdentity } from '../../../experiments/definition/identity.ts';
import { anApplication, anIntent, aProcess, guardrailPorts } from './guardrail-ports.ts';

const check = (...taken: readonly TargetIdentity[]) =>
  notOurselves.check({
    settings: {},
    intent: anIntent({ targets: [{ matched: taken.length, taken }] }),
    ports: guardrailPorts({ ours: new Map([[77, 'this worker']]) }),
  });

describe('not-ourselves', () => {
  it('lets through processes that are not ours, and targets that are no processes', async () => {
    expect(await check(aProcess(500), anApplication)).toMatchObject({ result: 'met', detail: '1 target is not ours' });
    expect(await check(anApplication)).toMatchObject({ result: 'met', detail: 'no process is a target' });
    expect(await check()).toMatchObject({ result: 'met' });
  });

  it('refuses one of ours, with the reason', async () => {
    expect(await check(aProcess(500), aProcess(77))).toEqual({
      name: 'not-ourselves',
      result: 'not met',
      detail: 'ledger 77 (pid 77) is this worker. Choose a selector that does not match it',
    });
  });

  it('refuses init on any host', async () => {
    expect(await check(aProcess(1))).toMatchObject({
      result: 'not met',
      detail: expect.stringContaining('the init process'),
    });
    expect(await check(aProcess(1, 'host-b'))).toMatchObject({ result: 'not met' });
  });

  it('does not know what is ours on another host, and does not take its pids for ours', async () => {
    expect(await check(aProcess(77, 'host-b'))).toMatchObject({
      result: 'unknown',
      detail: expect.stringContaining('ledger 77 is on host-b, and what is ours there cannot be seen from host-a'),
    });
  });
});
