import { checkGameWindow } from '../../../activities/guardrails/game-window.ts';
import type { PlannedWindow } from '../../../experiments/definition/plan.ts';
import { anIntent, guardrailPorts } from './guardrail-ports.ts';

const window: PlannedWindow = {
  startMs: Date.parse('2026-12-01T08:00:00Z'),
  endMs: Date.parse('2026-12-01T15:00:00Z'),
  timeZone: 'Europe/Berlin',
  onClose: 'undoNow',
};
const check = (now: string, longestMs = 0) =>
  checkGameWindow(window, anIntent({ longestMs }), guardrailPorts({ now }).clock);

describe('the window of a game day', () => {
  it.each([
    ['2026-12-01T07:59:30Z', 'not met', 'opens on Tuesday 2026-12-01 09:00 Europe/Berlin (UTC+01:00), in 30 s'],
    ['2026-12-01T08:00:00Z', 'met', 'is open for 7 h, until Tuesday 2026-12-01 16:00'],
    ['2026-12-01T14:59:59Z', 'met', 'is open for 1 s'],
    ['2026-12-01T15:00:00Z', 'not met', 'closed on Tuesday 2026-12-01 16:00'],
  ])('at %s is %s', (now, result, detail) => {
    expect(check(now)).toEqual({ name: 'game-window', result, detail: expect.stringContaining(detail) });
  });

  it('says what happens when it closes before the end', () => {
    expect(check('2026-12-01T14:00:00Z', 2 * 3_600_000).detail).toContain(
      'this can take 2 h: whatever is on then is undone at once',
    );
  });
});
