import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { LIST_PROCESSES, SEND_SIGNAL } from '../../../../activities/faults/containers/scripts.ts';

/** The shells that images have. */
const SHELLS = [['dash'], ['bash'], ['busybox', 'sh']].filter(([program]) => existsSync(`/bin/${program}`));

function run(
  [program, ...first]: readonly string[],
  script: string,
  args: readonly string[],
  path = process.env['PATH'],
) {
  const { stdout, stderr, status } = spawnSync(`/bin/${program}`, [...first, '-c', script, 'gameday', ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  return { lines: stdout.trim().split('\n'), stderr, status };
}

const startOf = ({ pid }: ChildProcess): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]!;

describe.each(SHELLS)('the scripts for containers, in %s', (...shell) => {
  let child: ChildProcess;
  beforeEach(async () => {
    child = spawn('sleep', ['1000001'], { stdio: 'ignore' });
    await once(child, 'spawn');
  });
  afterEach(() => void child.kill('SIGKILL'));

  it('list every process with its start time, name and command line, and what PID 1 does with signals', () => {
    const { lines, stderr } = run(shell, LIST_PROCESSES, []);
    expect(stderr).toBe('');
    expect(lines[0]).toMatch(/^SigBlk:\s[0-9a-f]{16}$/);
    expect(lines[1]).toMatch(/^SigCgt:\s[0-9a-f]{16}$/);
    const mine = lines.find((line) => line.startsWith(`${child.pid}\t`));
    expect(mine?.trimEnd()).toBe(`${child.pid}\tS\t${startOf(child)}\tsleep\tsleep 1000001`);
    expect(lines.filter((line) => line.includes('stat##'))).toEqual([]);
  });

  it('list command lines without spaces where nothing can translate them', () => {
    const { lines, stderr } = run(shell, LIST_PROCESSES, [], '/nowhere');
    expect(stderr).toBe('');
    expect(lines.find((line) => line.startsWith(`${child.pid}\t`))).toMatch(/\tsleep\tsleep ?1000001/);
  });

  it('send a signal to the process that is meant, and to none that took its pid', async () => {
    const meant = `${child.pid}:${startOf(child)}`;
    const { lines, stderr } = run(shell, SEND_SIGNAL, ['KILL', `${child.pid}:1`, '999999:5', meant]);
    expect(stderr).toBe('');
    expect(lines).toEqual([`gone ${child.pid}:1`, 'gone 999999:5', `sent ${meant}`]);
    expect((await once(child, 'exit'))[1]).toBe('SIGKILL');
  });
});
