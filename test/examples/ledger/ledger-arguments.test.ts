import { parseLedgerArguments } from '../../../examples/ledger/ledger-arguments.ts';

describe('the command line of the ledger', () => {
  it('fills in what is not given', () => {
    expect(parseLedgerArguments(['--acknowledge', 'early', '--dir', '/data'])).toEqual({
      acknowledge: 'early',
      dir: '/data',
      port: 7100,
      nodes: 3,
      flushEveryMs: 30_000,
      restartDelayMs: 500,
      healthEveryMs: 300,
      leaderTimeoutMs: 1_500,
    });
  });

  it('names every problem at once', () => {
    const wrong = [
      '--acknowledge',
      'late',
      '--port',
      '70000',
      '--nodes',
      '4',
      '--flush-every',
      '30',
      '--health-every',
      '0s',
    ];
    expect(() => parseLedgerArguments(wrong)).toThrow(
      '--acknowledge must be early or durable; --dir must name a directory; --port must be a number from 0 to 65528; ' +
        '--nodes must be 3, 5 or 7; --flush-every must be a duration such as 500ms, 30s or 2m; ' +
        '--health-every must be a duration such as 500ms, 30s or 2m',
    );
  });

  it('names an option that it does not know', () => {
    expect(() => parseLedgerArguments(['--acknowlege', 'early'])).toThrow("'--acknowlege'");
  });
});
