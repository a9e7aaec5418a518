import { listText } from '../../../client/render/list.ts';

describe('the list of game days', () => {
  it('is a table without lines and without colours', () => {
    const startedAt = Date.UTC(2026, 11, 1, 9, 5);
    const text = listText([
      { id: 'gameday/a/1', name: 'a', environment: 'staging', state: 'running', phase: 'step 1 of 2', startedAt },
      { id: 'gameday/longer/2', name: 'longer', state: 'completed', phase: 'ended', verdict: 'held', startedAt },
    ]);
    expect(text).toBe(
      `ID                ENVIRONMENT  STATE      PHASE        HYPOTHESIS  STARTED
gameday/a/1       staging      running    step 1 of 2              2026-12-01 09:05 UTC
gameday/longer/2               completed  ended        held        2026-12-01 09:05 UTC`,
    );
  });

  it('says how to begin when there is none', () => {
    expect(listText([])).toBe('There is no game day here. Start one: gameday run FILE');
  });
});
