import { describe, expect, it } from '@jest/globals';
import { type RecordedHistory, recordedHistories } from './recorded-histories.ts';
import { referenceDays } from './reference-days.ts';
import { replayHistory } from './replay-history.ts';

const recorded = await recordedHistories();

describe('a history that an older version wrote', () => {
  it.each(recorded)('$name is replayed by the workflows of today', async (history) => {
    await expect(replayHistory(history)).resolves.toBeUndefined();
  });

  it('is there for everything that a game day may go through', () => {
    const kinds = new Set(recorded.map(({ name }) => name.split('_').at(1)));
    expect(kinds).toEqual(new Set(Object.keys(referenceDays)));
  });

  it('that says something else fails, with a text that says how to patch', async () => {
    const changed: RecordedHistory = structuredClone(
      recorded.find(({ name }) => name.endsWith('_breached_experiment'))!,
    );
    const watch = changed.history.events!.find(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'watch',
    );
    watch!.activityTaskScheduledEventAttributes!.activityType!.name = 'look';
    await expect(replayHistory(changed)).rejects.toThrow(
      /do not replay .*breached_experiment: [\s\S]*patched\('what-changed'\)[\s\S]*record-histories/,
    );
  });
});
