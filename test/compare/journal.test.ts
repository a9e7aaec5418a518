import { describe, expect, it } from '@jest/globals';
import { readJournal } from '../../compare/chaos-toolkit/journal.ts';

const journal = {
  'chaoslib-version': '1.44.0',
  status: 'completed',
  deviated: false,
  end: '2026-01-01T00:00:10+00:00',
  run: [{ status: 'succeeded' }],
  rollbacks: [{ status: 'failed' }],
};
const read = (special: object) => readJournal(JSON.stringify({ ...journal, ...special }));

describe('the journal of Chaos Toolkit', () => {
  it('is complete when it has an end and every activity has a status', () => {
    expect(read({})).toEqual({ is: 'complete', says: 'status completed, deviated false, rollback failed' });
  });

  it('says that no rollback was run', () => {
    expect(read({ rollbacks: [] }).says).toContain('no rollback');
  });

  it('is incomplete when an activity has no status, because it was broken off', () => {
    expect(read({ rollbacks: [{}] })).toEqual({
      is: 'incomplete',
      says: 'status completed, deviated false, rollback without a status',
    });
  });

  it('is incomplete without an end', () => {
    expect(read({ end: undefined }).is).toBe('incomplete');
  });

  it('is incomplete when it was cut, or is something else', () => {
    expect(readJournal('{"status": "compl').is).toBe('incomplete');
    expect(readJournal('[]').is).toBe('incomplete');
  });

  it('is none when there is no file', () => {
    expect(readJournal(undefined)).toEqual({ is: 'none', says: 'no journal' });
  });
});
