import { createGuardrailActivities } from '../../../activities/guardrails/index.ts';
import type { GuardrailSpec } from '../../../experiments/definition/guardrails/index.ts';
import { timeWindow } from '../../../experiments/definition/guardrails/time-window.ts';
import { anIntent, aProcess, guardrailPorts } from './guardrail-ports.ts';

const window = (given: object): GuardrailSpec => ({ kind: 'time-window', settings: timeWindow.parse(given) });

describe('checkGuardrails', () => {
  it('always looks whether a target is ourselves, and once only', async () => {
    const { checkGuardrails } = createGuardrailActivities(guardrailPorts());
    const intent = anIntent({ targets: [{ matched: 1, taken: [aProcess(77)] }] });
    const none = await checkGuardrails({ guardrails: [], intent });
    expect(none).toEqual([
      { name: 'not-ourselves', result: 'not met', detail: expect.stringContaining('this worker') },
    ]);
    const given = await checkGuardrails({ guardrails: [{ kind: 'not-ourselves', settings: {} }], intent });
    expect(given).toHaveLength(1);
  });

  it('answers in the order in which they are written, and then for the window of the game day', async () => {
    const { checkGuardrails } = createGuardrailActivities(guardrailPorts());
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
    ]);
  });

  it('turns what could not be checked into unknown, with the reason but without secrets, and checks the rest', async () => {
    const ports = guardrailPorts({ ours: new Error('cannot read /proc with swordfish') });
    const results = await createGuardrailActivities(ports).checkGuardrails({
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
    ]);
  });
});
