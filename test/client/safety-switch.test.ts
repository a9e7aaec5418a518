import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../client/run-command-line.ts';
import { eventually } from '../support/eventually.ts';
import { type Rig, startRig } from '../support/rig.ts';
import { TEMPORAL_WITHIN_MS } from '../support/temporal.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { anExperimentFile } from './a-document.ts';
import { aTerminal } from './a-terminal.ts';

const LONG_MS = 90_000;
let rig: Rig;
let victim: Victim;
let folder: string;
beforeAll(async () => {
  [rig, victim] = await Promise.all([startRig(), startVictim()]);
  folder = await mkdtemp(join(tmpdir(), 'gameday-halt-'));
}, TEMPORAL_WITHIN_MS);
afterAll(async () => {
  await victim.stop();
  await rig.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await victim.control({ refuseUndos: 0 });
  await gameday('resume');
});

function start(args: readonly string[]) {
  const terminal = aTerminal();
  return { terminal, exitCode: runCommandLine([...args, '--address', rig.temporal.address], terminal) };
}
async function gameday(...args: readonly string[]) {
  const { terminal, exitCode } = start(args);
  return { exitCode: await exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}
const documentsOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
async function holding(name: string): Promise<string> {
  const { stdout } = await gameday('run', await anExperimentFile(folder, victim.url, name, '60s'), '--detach');
  await eventually(() => victim.isBroken());
  return /gameday\/[\w-]+\/[\d-]+/.exec(stdout)![0];
}

describe('gameday halt and gameday resume', () => {
  it(
    'stops, waits until everything is put back, refuses with 4, shows it in list and status, and lets go',
    async () => {
      const id = await holding('halted');
      const halted = await gameday('halt', '--reason', 'customers are affected', '--wait');
      expect(await victim.isBroken()).toBe(false);
      expect(halted.exitCode).toBe(0);
      expect(halted.stdout).toMatch(
        /^The safety switch is on since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, pulled by ann: customers are affected\nNo fault begins in this namespace until it is released\.\n/,
      );
      expect(halted.stdout).toContain(`Ordered: ${id} puts everything back and stops.\n${id}  restored: yes\n`);
      expect(halted.stdout).toMatch(/Everything is put back: 1 game day\(s\)\.\nRelease the switch .*gameday resume/);

      const file = await anExperimentFile(folder, victim.url, 'refused', '1s');
      expect(await gameday('run', file, '--detach')).toMatchObject({
        exitCode: 4,
        stdout: '',
        stderr: expect.stringMatching(
          /^The game day was not started: the safety switch is on .*\nRelease it: gameday res/,
        ),
      });
      const planned = await gameday('plan', file);
      expect(planned).toMatchObject({
        exitCode: 4,
        stdout: expect.stringContaining('NOT MET safety-switch  pulled by'),
      });
      for (const args of [['list'], ['status', id]])
        expect((await gameday(...args)).stdout).toMatch(
          /^The safety switch is on since .* \(release it: gameday resume /,
        );
      const [listed] = documentsOf((await gameday('list', '--output', 'json')).stdout);
      expect(listed).toMatchObject({ safetySwitch: { by: 'ann', reason: 'customers are affected' } });

      const resumed = await gameday('resume', '--comment', 'all is well');
      expect(resumed).toEqual({
        exitCode: 0,
        stderr: '',
        stdout: 'The safety switch is off: game days may begin again. What was stopped is not begun again.\n',
      });
      expect((await gameday('list')).stdout).toMatch(/^ID /);
      expect((await gameday('run', file, '--wait')).exitCode).toBe(0);
    },
    LONG_MS,
  );

  it(
    'says who was first to somebody who pulls it again, and adds the reason',
    async () => {
      await gameday('halt', '--reason', 'first', '--detach');
      const { exitCode, stdout } = await gameday('halt', '--reason', 'second', '--as', 'bob', '--detach');
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(
        /pulled by ann: first\nIt was on already\. Your reason is added to it\.\nNo game day is run/,
      );
    },
    LONG_MS,
  );

  it(
    'answers 5 while an undo is stuck, and names what is not put back',
    async () => {
      await victim.control({ refuseUndos: 1_000 });
      const id = await holding('stuck');
      const { exitCode, stdout, stderr } = await gameday('halt', '--reason', 'x', '--wait', '--output', 'json');
      expect(exitCode).toBe(5);
      expect(stderr).toContain('NOT RESTORED: an undo does not work.');
      expect(documentsOf(stdout)).toEqual([
        expect.objectContaining({ type: 'halted', isNew: true, pulled: expect.objectContaining({ reason: 'x' }) }),
        { type: 'ordered', id, how: 'aborted' },
        { type: 'ended', id, restored: 'still undoing' },
        expect.objectContaining({ type: 'concluded', exitCode: 5, gameDays: [{ id, restored: 'still undoing' }] }),
      ]);
      await victim.control({ refuseUndos: 0 });
      // A watch ends while it is stuck; the undo is tried again after up to half a minute.
      await eventually(async () => !(await victim.isBroken()), 60_000);
      await gameday('watch', id);
    },
    LONG_MS,
  );

  it(
    'can be left with Ctrl-C: 130, and the undo goes on',
    async () => {
      await victim.control({ hangMs: 4_000 });
      const id = await holding('left');
      const { terminal, exitCode } = start(['halt', '--reason', 'x', '--wait']);
      await eventually(() => terminal.stdout().includes('Ordered: '));
      terminal.ctrlC();
      expect(await exitCode).toBe(130);
      expect(terminal.stdout()).toContain(`Not yet: ${id} (not seen)`);
      await victim.control({ hangMs: 0 });
      const watched = await gameday('watch', id);
      expect(watched.stdout).toMatch(/restored: +yes/);
      expect(await victim.isBroken()).toBe(false);
    },
    LONG_MS,
  );

  it('changes nothing when the switch is off', async () => {
    expect(await gameday('resume', '--output', 'json')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: '{"how":"not engaged"}\n',
    });
  });
});

describe('without Temporal', () => {
  it('a halt says that it was not pulled, and what works all the same, with 6', async () => {
    const terminal = aTerminal();
    expect(await runCommandLine(['halt', '--reason', 'x', '--address', '127.0.0.1:1'], terminal)).toBe(6);
    expect(terminal.stderr()).toBe(
      'The safety switch was NOT pulled. No Temporal server answers at 127.0.0.1:1.\n' +
        'What works without Temporal: run this on every worker host; it undoes every fault that is on there:\n' +
        '  gameday sweep --all\n' +
        'and, if there are faults in a Kubernetes cluster, this once:\n' +
        '  gameday sweep --kubernetes --all\n',
    );
  });
});
