import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { startLedger } from '../../../examples/ledger/start.ts';
import { agreement, isAlive, pidOf, servingLeader, type TestLedger, urlOf, withLedger } from './a-ledger.ts';
import { entryPoint } from './build.ts';
import { append, entriesOf } from './client.ts';
import { eventually } from './eventually.ts';

describe('the processes of the ledger', () => {
  it('can be found by their pid files and by their command lines', async () => {
    await withLedger({}, async ({ nodes }) => {
      expect(nodes.map(({ name }) => name)).toEqual(['n1', 'n2', 'n3']);
      for (const node of nodes) {
        expect(await pidOf(node)).toBe(node.pid);
        const commandLine = await readFile(`/proc/${node.pid}/cmdline`, 'utf8');
        expect(commandLine).toContain('ledger-node');
        expect(commandLine.split('\0')).toContain(node.name);
      }
    });
  });

  it('are all gone after a stop, even one that was stopped by a signal', async () => {
    let pids: number[] = [];
    await withLedger({}, async (ledger) => {
      pids = allPids(ledger);
      process.kill(ledger.nodes[2]?.pid ?? 0, 'SIGSTOP');
    });
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('end by themselves when their supervisor is killed', async () => {
    await withLedger({}, async (ledger) => {
      process.kill(ledger.supervisorPid, 'SIGKILL');
      const survivors = () => allPids(ledger).filter(isAlive);
      await eventually('no process left', () => (survivors().length === 0 ? true : undefined), 3_000);
      expect(survivors()).toEqual([]);
    });
  });

  it('are started again when they die, and serve what they had', async () => {
    await withLedger({}, async (ledger) => {
      await append(ledger.url, 'kept');
      for (const node of ledger.nodes) process.kill(node.pid, 'SIGKILL');
      await servingLeader(ledger);
      await agreement(ledger);
      for (const node of ledger.nodes) {
        expect((await entriesOf(urlOf(node))).map(({ id }) => id)).toEqual(['kept']);
        expect(await pidOf(node)).not.toBe(node.pid);
      }
    });
  });

  it('go on from the same directory after a stop', async () => {
    await withLedger({ acknowledge: 'early' }, async (ledger) => {
      await append(ledger.url, 'flushed by the stop');
      await ledger.stop();
      const { dir } = ledger;
      const again = await startLedger({ acknowledge: 'early', dir, port: 0, flushEvery: '30s', entryPoint });
      const ids = (await entriesOf(again.url)).map(({ id }) => id);
      await again.stop();
      expect(ids).toEqual(['flushed by the stop']);
    });
  });
});

describe('the ledger, when it cannot start,', () => {
  it('says in plain words what is wrong with the command line', async () => {
    const { code, stderr } = await refusedStart('--acknowledge', 'late');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'ledger: --acknowledge must be early or durable; --dir must name a directory\nledger: --help lists the options\n',
    });
  });

  it('names the port that is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, stderr } = await refusedStart('--acknowledge', 'durable', '--dir', '/tmp', '--port', String(port));
    taken.close();
    expect(code).toBe(2);
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is in use`);
  });

  it('leaves a directory alone in which another ledger runs', async () => {
    await withLedger({}, async ({ dir }) => {
      const { code, stderr } = await refusedStart('--acknowledge', 'durable', '--dir', dir, '--port', '0');
      expect(code).toBe(2);
      expect(stderr).toContain('in use by another ledger');
    });
  });
});

function allPids({ nodes, supervisorPid }: TestLedger): number[] {
  return [supervisorPid, ...nodes.map(({ pid }) => pid)];
}

async function refusedStart(...args: string[]): Promise<{ readonly code: number | null; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [entryPoint, ...args], (_error, _stdout, stderr) => {
      resolve({ code: child.exitCode, stderr });
    });
  });
}
