import { journalPath, loadJournalPath, measurementsPath, runFolder } from '../../../activities/watch/paths.ts';

describe('the folder of an experiment', () => {
  it('is readable, and stays inside the store', () => {
    expect(runFolder('gameday/day/20261120-1000/01-kill')).toMatch(
      /^runs\/gameday_day_20261120-1000_01-kill-[0-9a-f]{8}$/,
    );
    expect(runFolder('../../etc')).toMatch(/^runs\/_etc-[0-9a-f]{8}$/);
  });

  it('is another one for every id, also for ids that look alike on disk or are very long', () => {
    const ids = ['a/b', 'a_b', 'a//b', `${'x'.repeat(200)}1`, `${'x'.repeat(200)}2`];
    expect(new Set(ids.map(runFolder)).size).toBe(ids.length);
    expect(ids.every((id) => runFolder(id).length < 150)).toBe(true);
  });

  it('holds the samples, a journal for each load, and the measurements', () => {
    const files = [journalPath('a'), loadJournalPath('a', 0), loadJournalPath('a', 1), measurementsPath('a')];
    expect(new Set(files).size).toBe(4);
    expect(files.every((file) => file.startsWith(`${runFolder('a')}/`))).toBe(true);
  });
});
