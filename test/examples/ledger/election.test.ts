import { type Ballot, mostUpToDate } from '../../../examples/ledger/supervisor/election.ts';

describe('an election', () => {
  it('prefers the later epoch of the last durable record to the longer log', () => {
    expect(mostUpToDate([sealed('n1', 1, 9), sealed('n2', 2, 4)], 2)?.name).toBe('n2');
  });

  it('prefers the longer log within the same epoch', () => {
    expect(mostUpToDate([sealed('n1', 2, 4), sealed('n2', 2, 5)], 2)?.name).toBe('n2');
  });

  it('takes the first by name among equals', () => {
    expect(mostUpToDate([sealed('n3', 1, 4), sealed('n2', 1, 4)], 2)?.name).toBe('n2');
  });

  it('promotes nobody unless a majority has sealed', () => {
    expect(mostUpToDate([sealed('n1', 1, 4)], 2)).toBeUndefined();
    expect(mostUpToDate([sealed('n1', 1, 4), stale('n2')], 2)).toBeUndefined();
  });
});

function sealed(name: string, epoch: number, sequence: number): Ballot {
  return { elector: { name, port: 1 }, reply: { kind: 'sealed', durable: { epoch, sequence } } };
}

function stale(name: string): Ballot {
  return { elector: { name, port: 1 }, reply: { kind: 'stale', epoch: 9 } };
}
