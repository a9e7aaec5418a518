import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Log } from '../../../examples/ledger/log/log.ts';
import type { LogRecord } from '../../../examples/ledger/log/record.ts';

describe('the log', () => {
  let dir: string;
  let path: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'ledger-log-'));
    path = join(dir, 'log');
  });

  afterEach(() => rm(dir, { recursive: true }));

  it('reads back after a restart what was flushed, and only that', async () => {
    const { log } = await Log.open(path);
    log.append([aRecord(1), aRecord(2)]);
    await log.flush();
    log.append([aRecord(3)]);
    expect([log.lastSequence, log.durableSequence]).toEqual([3, 2]);

    const { log: reopened } = await Log.open(path);
    expect([reopened.lastSequence, reopened.durableSequence]).toEqual([2, 2]);
    expect(reopened.recordAt(2)).toEqual(aRecord(2));
    expect(reopened.sequenceOf('id-2')).toBe(2);
  });

  it('cuts off a record at whichever byte a crash tore it', async () => {
    await writeRecords(2);
    const intact = await readFile(path);
    await writeRecords(3);
    const whole = await readFile(path);
    for (let length = intact.length; length < whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const { log, tornBytes } = await Log.open(path);
      expect([log.lastSequence, tornBytes]).toEqual([2, length - intact.length]);
      expect(await readFile(path)).toEqual(intact);
    }
  });

  it('goes on behind the place where a torn tail was cut off', async () => {
    await writeRecords(2);
    await truncate(path, (await readFile(path)).length - 5);
    const { log } = await Log.open(path);
    log.append([aRecord(2)]);
    await log.flush();
    expect((await Log.open(path)).log.lastSequence).toBe(2);
  });

  it('cuts off a last line whose bytes are not those that were written', async () => {
    await writeRecords(1);
    await appendFile(path, '00000000 {"sequence":2,"epoch":1,"entry":null}\n');
    const { log, tornBytes } = await Log.open(path);
    expect(log.lastSequence).toBe(1);
    expect(tornBytes).toBeGreaterThan(0);
  });

  it('refuses damage in the middle instead of throwing away the intact records behind it', async () => {
    await writeRecords(3);
    const bytes = await readFile(path);
    bytes[bytes.indexOf('id-2')] = 0x58;
    await writeFile(path, bytes);
    await expect(Log.open(path)).rejects.toThrow('not a torn tail');
    expect(await readFile(path)).toEqual(bytes);
  });

  it('forgets a truncated tail in memory, in its index and on the disk, and takes new records there', async () => {
    const { log } = await Log.open(path);
    log.append([aRecord(1), aRecord(2), aRecord(3)]);
    await log.flush();
    await log.truncateAfter(1);
    expect(log.sequenceOf('id-2')).toBeUndefined();
    log.append([{ ...aRecord(2), epoch: 2 }]);
    await log.flush();
    const { log: reopened } = await Log.open(path);
    expect([reopened.lastSequence, reopened.epochAt(2)]).toEqual([2, 2]);
  });

  it('drops on reopening what it held only in memory', async () => {
    const { log } = await Log.open(path);
    log.append([aRecord(1)]);
    await log.flush();
    log.append([aRecord(2), aRecord(3)]);
    expect(await log.reopen()).toBe(2);
    expect([log.lastSequence, log.sequenceOf('id-2')]).toEqual([1, undefined]);
  });

  async function writeRecords(count: number): Promise<void> {
    await rm(path, { force: true });
    const { log } = await Log.open(path);
    log.append(Array.from({ length: count }, (_, index) => aRecord(index + 1)));
    await log.flush();
  }
});

function aRecord(sequence: number): LogRecord {
  return { sequence, epoch: 1, entry: { id: `id-${sequence}`, value: 'sévérité' } };
}
