import { whatIsOurs } from '../../../activities/adapters/processes-ours.ts';
import { parseListening } from '../../../activities/adapters/processes-ports.ts';
import { parseStat } from '../../../activities/adapters/processes-stat.ts';
import { aProcess } from '../../support/fault-processes.ts';

const stat = (pid: number, parent: number) =>
  parseStat(`${pid} (x) S ${parent} ${pid} 1 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 77 0`);

describe('/proc/PID/stat', () => {
  it('is read from the last parenthesis on: a name may contain anything', () => {
    const text = '4711 (evil) Z 1 (x) T 12 4700 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 123456789 0 0';
    expect(parseStat(text)).toEqual({
      pid: 4711,
      name: 'evil) Z 1 (x',
      state: 'T',
      parent: 12,
      group: 4700,
      isKernelThread: false,
      startTicks: 123_456_789,
    });
  });

  it('tells kernel threads', () => {
    expect(parseStat('2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 3 0').isKernelThread).toBe(true);
  });
});

describe('/proc/net/tcp', () => {
  it('yields the inode and port of sockets that listen, for both address families', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1F91 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 12346 1 0000000000000000 100 0 0 10 0
   2: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 777 1
`;
    expect(parseListening(table)).toEqual([
      ['12345', 8080],
      ['777', 80],
    ]);
  });
});

describe('what is ours', () => {
  const stats = [stat(1, 0), stat(10, 1), stat(11, 10), stat(12, 11), stat(13, 12), stat(20, 1)];
  const server = aProcess(20, 'temporal', [7233]);
  const pids = (temporalAddress: string | undefined) => [
    ...whatIsOurs({ worker: 11, protectedPids: [], temporalAddress }, stats, [server]).keys(),
  ];

  it('goes up to init and down to the children of children', () => {
    expect(pids(undefined).toSorted((a, b) => a - b)).toEqual([1, 10, 11, 12, 13]);
  });

  it.each(['127.0.0.1:7233', 'localhost:7233', '[::1]:7233', 'http://127.0.0.1:7233'])(
    'includes the Temporal server at %s',
    (address) => expect(pids(address)).toContain(20),
  );

  it.each(['temporal.example:7233', '127.0.0.1:7234', 'nonsense'])('does not guess for %s', (address) =>
    expect(pids(address)).not.toContain(20),
  );
});
