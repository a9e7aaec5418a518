import { createGuardrailActivities } from '../../../activities/guardrails/index.ts';
import type { GuardrailSpec } from '../../../experiments/definition/guardrails/index.ts';
import { timeWindow } from '../../../experiments/definition/guardrails/time-window.ts';
import { anIntent, aProcess, guardrailPorts } from './guardrail-ports.ts';

const off = { read: () => Promise.resolve(undefined) };
const isOff = { name: 'safety-switch', result: 'met', detail: 'it is off' };
const window = (given: object): GuardrailSpec => ({ kind: 'time-window', settings: timeWindow.parse(given) });

describe('checkGuardrails', () => {
  it('always looks whether a target is ourselves, and once only', async () => {
    const { checkGuardrails } = createGuardrailActivities(guardrailPorts(), off);
    const intent = anIntent({ targets: [{ matched: 1, taken: [aProcess(77)] }] });
    const none = await checkGuardrails({ guardrails: [], intent });
    expect(none).toEqual([
      { name: 'not-ourselves', result: 'not met', detail: expect.stringContaining('this worker') },
      isOff,
    ]);
    const given = await checkGuardrails({ guardrails: [{ kind: 'not-ourselves', settings: {} }], intent });
    expect(given).toHaveLength(2);
  });

  it('answers in the order in which they are written, and then for the window of the game day', async () => {
    const { checkGuardrails } = createGuardrailActivities(guardrailPorts(), off);
    const results = await checkGuardrails({
      guardrails: [{ kind: 'blast-radius', settings: { maxTargets: 1 } }, window({})],
      intent: anIntent(),
      window: { startMs: 0, endMs: 1, timeZone: 'UTC', onClose: 'blockNew' },
    });
    expect(results.map(({ name, result }) => `${name} ${result}`)).toEqual([
      'blast-radius met',
      'time-window met',
      'not-ourselves met',
      'game-window not met',
      'safety-switch met',
    ]);
  });

  it('turns what could not be checked into unknown, with the reason but without secrets, and checks the rest', async () => {
    const ports = guardrailPorts({ ours: new Error('cannot read /proc with swordfish') });
    const results = await createGuardrailActivities(ports, off).checkGuardrails({
      guardrails: [window({ timeZone: 'Europe/Atlantis' })],
      intent: anIntent({ targets: [{ matched: 1, taken: [aProcess(5)] }] }),
      window: { startMs: 0, endMs: 1, timeZone: 'nowhere', onClose: 'blockNew' },
    });
    expect(results).toEqual([
      {
        name: 'time-window',
        result: 'unknown',
        detail: expect.stringContaining('"Europe/Atlantis" is not a time zone'),
      },
      { name: 'not-ourselves', result: 'unknown', detail: 'could not be checked: cannot read /proc with ***' },
      { name: 'game-window', result: 'unknown', detail: expect.stringContaining('nowhere') },
      isOff,
    ]);
  });

  it('always reads the safety switch: who pulled it, when, why, and how to release it', async () => {
    const engaged = { by: 'ann', reason: 'customers are affected', at: Date.UTC(2026, 10, 20, 14, 3, 7) };
    const read = () => Promise.resolve(engaged);
    const { checkGuardrails } = createGuardrailActivities(guardrailPorts(), { read });
    expect(await checkGuardrails({ guardrails: [], intent: anIntent() })).toContainEqual({
      name: 'safety-switch',
      result: 'not met',
      detail: 'pulled by ann on 2026-11-20 14:03:07 UTC: customers are affected. Release it with gameday resume',
    });
  });

  it('takes a switch that cannot be read for unknown, which is never met', async () => {
    const { checkGuardrails } = createGuardrailActivities(guardrailPorts(), {
      read: () => Promise.reject(new Error('the server does not answer')),
    });
    expect(await checkGuardrails({ guardrails: [], intent: anIntent() })).toContainEqual({
      name: 'safety-switch',
      result: 'unknown',
      detail: 'could not be checked: the server does not answer',
    });
  });
});
