import { readHistory } from '../../../../activities/probes/acknowledged-writes/history.ts';
import { encodeRecord } from '../../../../activities/probes/acknowledged-writes/records.ts';

const first = { session: '1-00000001', runId: 'r', at: 100, perSecond: 20 };
const lines = [
  encodeRecord(first),
  encodeRecord({ attempt: '1-00000001/0', at: 100 }),
  encodeRecord({ outcome: '1-00000001/0', class: 'acknowledged', afterMs: 2.6, sequence: 9, by: 'node a' }),
  encodeRecord({ attempt: '1-00000001/1', at: 150 }),
  encodeRecord({ missedRead: '1-00000001/0' }),
  encodeRecord({ outcome: '1-00000001/1', class: 'refused', afterMs: 1, why: 'status 421' }),
];

describe('the history in a journal', () => {
  it('is undefined without a session', () => {
    expect(readHistory([])).toBeUndefined();
    expect(readHistory(['{"attempt":"1-0'])).toBeUndefined();
  });

  it('joins attempts with outcomes under the full id', () => {
    expect(readHistory(lines)).toEqual({
      runId: 'r',
      perSecond: 20,
      writes: [
        {
          id: 'r/1-00000001/0',
          at: 100,
          outcome: 'acknowledged',
          acknowledgedAt: 103,
          acknowledgedBy: 'node a',
          sequence: 9,
        },
        { id: 'r/1-00000001/1', at: 150, outcome: 'refused' },
      ],
      missedReads: ['r/1-00000001/0'],
      notSentAt: [],
      endedAt: 150,
    });
  });

  it('takes an attempt without an outcome as unanswered, in every session', () => {
    const second = [
      encodeRecord({ session: '2-00000002', runId: 'r', at: 900, perSecond: 20 }),
      encodeRecord({ attempt: '2-00000002/0', at: 900 }),
    ];
    const history = readHistory([...lines.slice(0, 2), ...second]);
    expect(history?.writes.map(({ outcome }) => outcome)).toEqual(['unanswered', 'unanswered']);
  });

  it('passes over lines that a crash tore', () => {
    const torn = lines.flatMap((line) => [line, line.slice(0, -5), '']);
    expect(readHistory(torn)).toEqual(readHistory(lines));
  });

  it('knows when writes could not be sent, and when the load ended', () => {
    const history = readHistory([
      ...lines,
      encodeRecord({ notSent: 1, at: 300, why: 'full' }),
      encodeRecord({ notSent: 40, at: 250, why: 'late' }),
      encodeRecord({ end: first.session, at: 400 }),
    ]);
    expect(history).toMatchObject({ notSentAt: [300], endedAt: 400 });
  });
});
