import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Log } from '../../../examples/ledger/log/log.ts';
import type { LogRecord } from '../../../examples/ledger/log/record.ts';
import { type AcknowledgeMode, acknowledgeIn } from '../../../examples/ledger/replication/acknowledge.ts';
import { EpochFile } from '../../../examples/ledger/replication/epoch-file.ts';
import type { Append } from '../../../examples/ledger/replication/messages.ts';
import { Replica } from '../../../examples/ledger/replication/replica.ts';

describe('a node as a follower', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'ledger-replica-'));
  });

  afterEach(() => rm(dir, { recursive: true }));

  it('says that it holds a record only when the record is on its disk, if acknowledging is durable', async () => {
    const { replica, log } = await aReplica('durable');
    expect(await replica.receive(anAppend(1, 0, 0, [1, 1]))).toEqual({
      kind: 'held',
      heldSequence: 2,
      durableSequence: 2,
    });
    expect(log.durableSequence).toBe(2);
  });

  it('says that it holds a record which is only in its memory, if acknowledging is early', async () => {
    const { replica } = await aReplica('early');
    expect(await replica.receive(anAppend(1, 0, 0, [1, 1]))).toEqual({
      kind: 'held',
      heldSequence: 2,
      durableSequence: 0,
    });
  });

  it('asks for what it lacks instead of leaving a gap', async () => {
    const { replica } = await aReplica('durable');
    await replica.receive(anAppend(1, 0, 0, [1, 1]));
    expect(await replica.receive(anAppend(1, 5, 1, [1]))).toEqual({ kind: 'mismatch', resumeAfter: 2 });
  });

  it('replaces a divergent tail by the records of the new leader', async () => {
    const { replica, log, truncations } = await aReplica('durable');
    await replica.receive(anAppend(1, 0, 0, [1, 1, 1, 1]));
    expect(await replica.receive(anAppend(2, 3, 2, []))).toEqual({ kind: 'mismatch', resumeAfter: 0 });
    await replica.receive(anAppend(2, 2, 1, [2]));
    expect([1, 2, 3, 4].map((sequence) => log.epochAt(sequence))).toEqual([1, 1, 2, 0]);
    expect(truncations).toEqual([{ event: 'log-truncated', fromSequence: 3, count: 2 }]);
  });

  it('keeps the tail that a repeated, older request of the same leader does not mention', async () => {
    const { replica, log } = await aReplica('durable');
    await replica.receive(anAppend(1, 0, 0, [1, 1, 1]));
    await replica.receive(anAppend(1, 0, 0, [1]));
    expect(log.lastSequence).toBe(3);
  });

  it('obeys no leader of an epoch before the one it was sealed for, not even after a restart', async () => {
    const { replica } = await aReplica('durable');
    await replica.receive(anAppend(1, 0, 0, [1]));
    expect(await replica.seal(3)).toEqual({ kind: 'sealed', durable: { epoch: 1, sequence: 1 } });
    const { replica: restarted } = await aReplica('durable');
    for (const node of [replica, restarted]) {
      expect(await node.receive(anAppend(2, 1, 1, [2]))).toEqual({ kind: 'stale', epoch: 3 });
      expect(await node.heartbeat({ epoch: 2, leader: 'n2', committedSequence: 1 })).toEqual({
        kind: 'stale',
        epoch: 3,
      });
      expect(await node.lead(2)).toEqual({ kind: 'stale', epoch: 3 });
      expect(await node.seal(3)).toEqual({ kind: 'stale', epoch: 3 });
    }
  });

  it('shows nothing after a restart before it holds all that its leader has committed', async () => {
    const { replica } = await aReplica('durable');
    await replica.receive({ ...anAppend(1, 0, 0, [1]), committedSequence: 2 });
    expect([replica.role, replica.committedSequence]).toEqual(['starting', 1]);
    await replica.receive({ ...anAppend(1, 1, 1, [1]), committedSequence: 2 });
    expect([replica.role, replica.committedSequence]).toEqual(['follower', 2]);
  });

  it('commits nothing of its own log that it has not compared with the log of the leader', async () => {
    const { replica } = await aReplica('durable');
    await replica.receive(anAppend(1, 0, 0, [1, 1, 1]));
    expect(await replica.heartbeat({ epoch: 2, leader: 'n3', committedSequence: 3 })).toMatchObject({
      isMatched: false,
    });
    expect(replica.committedSequence).toBe(0);
  });

  async function aReplica(mode: AcknowledgeMode) {
    const truncations: unknown[] = [];
    const { log } = await Log.open(join(dir, 'log'));
    const replica = new Replica({
      name: 'n1',
      peers: [],
      log,
      epochFile: await EpochFile.open(join(dir, 'epoch')),
      acknowledge: acknowledgeIn[mode],
      leaseMs: 1_000,
      tell: (event) => truncations.push(event),
      onFailure: (error) => {
        throw error;
      },
    });
    return { replica, log, truncations };
  }
});

/** Records of the given epochs, to be put behind `after`. */
function anAppend(epoch: number, after: number, epochThere: number, epochs: readonly number[]): Append {
  const records = epochs.map((ofRecord, index): LogRecord => {
    const sequence = after + 1 + index;
    return { sequence, epoch: ofRecord, entry: { id: `${ofRecord}-${sequence}`, value: null } };
  });
  return { epoch, leader: 'n2', previous: { sequence: after, epoch: epochThere }, records, committedSequence: 0 };
}
