import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../client/run-command-line.ts';
import { eventually } from '../support/eventually.ts';
import { type Rig, startRig } from '../support/rig.ts';
import { TEMPORAL_WITHIN_MS } from '../support/temporal.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { aGameDayFile, anExperimentFile } from './a-document.ts';
import { aTerminal } from './a-terminal.ts';

interface Listed {
  readonly gameDays: readonly { readonly id: string; readonly state: string; readonly verdict?: string }[];
}

describe('the command line with a server and a worker', () => {
  let rig: Rig;
  let victim: Victim;
  let folder: string;
  beforeAll(async () => {
    [rig, victim] = await Promise.all([startRig(), startVictim()]);
    folder = await mkdtemp(join(tmpdir(), 'gameday-cli-'));
  }, TEMPORAL_WITHIN_MS);
  afterAll(async () => {
    await victim.stop();
    await rig.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function start(args: readonly string[]) {
    const terminal = aTerminal();
    return { terminal, exitCode: runCommandLine([...args, '--address', rig.temporal.address], terminal) };
  }
  async function gameday(...args: readonly string[]) {
    const { terminal, exitCode } = start(args);
    return { exitCode: await exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  }
  async function detached(file: string): Promise<string> {
    const { stdout } = await gameday('run', file, '--detach', '--output', 'json');
    const { id }: { id: string } = JSON.parse(stdout);
    return id;
  }
  const phaseOf = async (id: string) => (await gameday('status', id)).stdout;

  it('runs an experiment to its verdict: first the id and the link, then a line per change, then the answers', async () => {
    const file = await anExperimentFile(folder, victim.url, 'held', '300ms');
    const { exitCode, stdout } = await gameday('run', file, '--wait', '--as', 'ann');
    expect(stdout).toMatch(
      /^Game day {2}gameday\/held\/\d{8}-\d{6}\nUI {8}http:\/\/127\.0\.0\.1:\d+\/namespaces\/default\/workflows\/gameday%2Fheld/,
    );
    expect(stdout).toContain('restored:    yes');
    expect(exitCode).toBe(0);

    const [id = ''] = /gameday\/held\/[\d-]+/.exec(stdout) ?? [];
    const status = await gameday('status', id);
    expect(status).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('hypothesis:  held') });
    const watch = await gameday('watch', `${id}/01-held`);
    expect(watch).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('hypothesis:  held') });

    const html = join(folder, 'report.html');
    expect(await gameday('report', id, '-o', html)).toMatchObject({ exitCode: 0, stdout: `Written: ${html}\n` });
    expect(await readFile(html, 'utf8')).toMatch(/^<!doctype html>/i);
    expect((await gameday('report', id)).stdout).toContain('# ');
    const json = await gameday('report', id, '--output', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({ outcome: { id, requestedBy: 'ann' } });
  });

  it('prints nothing but JSON on stdout when asked, from the start to the end', async () => {
    const file = await anExperimentFile(folder, victim.url, 'as-json', '200ms');
    const { exitCode, stdout } = await gameday('run', file, '--wait', '--output', 'json');
    const documents = stdout
      .trim()
      .split('\n')
      .map((line): { type: string } => JSON.parse(line));
    expect(documents[0]).toMatchObject({ type: 'started', id: expect.stringMatching(/^gameday\/as-json\//) });
    expect(documents.at(-1)).toMatchObject({ type: 'ended', exitCode: 0, outcome: { verdict: { restored: 'yes' } } });
    expect(exitCode).toBe(0);
  });

  it('gives two game days of the same second two ids', async () => {
    const file = await anExperimentFile(folder, victim.url, 'twice', '200ms');
    const [first, second] = await Promise.all([detached(file), detached(file)]);
    expect(first).not.toBe(second);
    for (const id of [first, second]) await gameday('abort', id, '--reason', 'the test is over', '--wait');
  });

  it('shows a plan without changing anything', async () => {
    const file = await anExperimentFile(folder, victim.url, 'planned', '1s');
    const { exitCode, stdout } = await gameday('plan', file);
    expect(stdout).toContain('blast radius: 1 target(s): ');
    expect(stdout).toMatch(
      /\nIt may take .* at the longest, pauses and approvals included\.\nNothing was changed\.\n$/,
    );
    expect(exitCode).toBe(0);
    expect(await victim.isBroken()).toBe(false);
  });

  it('answers a plan that would be refused with 4, and says why', async () => {
    const file = await anExperimentFile(folder, 'http://127.0.0.1:1', 'nobody-there', '1s');
    const { exitCode, stdout } = await gameday('plan', file, '--output', 'json');
    expect(exitCode).toBe(4);
    const { refusedBecause }: { refusedBecause: string[] } = JSON.parse(stdout);
    expect(refusedBecause[0]).toContain('nobody-there: steady state healthy not met');
    expect(refusedBecause[1]).toContain('fault break it: No application was found at 127.0.0.1:1');
  });

  it('aborts, stays until everything is put back, and answers 0 for that', async () => {
    const file = await anExperimentFile(folder, victim.url, 'long', '60s');
    const id = await detached(file);
    await eventually(async () => (await phaseOf(id)).includes('ON'));
    expect(await victim.isBroken()).toBe(true);
    const { exitCode, stdout } = await gameday('abort', id, '--reason', 'enough', '--as', 'bob', '--wait');
    expect(await victim.isBroken()).toBe(false);
    expect(stdout).toContain('ended:       aborted (bob: enough)');
    expect(exitCode).toBe(0);
    expect((await gameday('status', id)).exitCode).toBe(3);
    expect(await gameday('abort', id, '--reason', 'again')).toMatchObject({
      exitCode: 2,
      stderr: `${id} has ended already. See: gameday status ${id}\n`,
    });
  });

  it('counts the votes of approvers only, and denies with one', async () => {
    const id = await detached(await aGameDayFile(folder, victim.url, 'approved'));
    await eventually(async () => (await phaseOf(id)).includes('approval'));
    expect(await gameday('approve', id, '--step', '1', '--as', 'mallory')).toMatchObject({
      exitCode: 4,
      stderr: 'mallory may not approve this; ann, bob may.\n',
    });
    expect(await gameday('approve', id, '--step', '1', '--as', 'ann', '--comment', 'all quiet')).toMatchObject({
      exitCode: 0,
      stdout: 'go? is approved.\n',
    });
    expect((await gameday('watch', id)).exitCode).toBe(0);

    const other = await detached(await aGameDayFile(folder, victim.url, 'denied'));
    await eventually(async () => (await phaseOf(other)).includes('approval'));
    await gameday('approve', other, '--step', '1', '--as', 'bob', '--deny', '--comment', 'a release is on its way');
    expect(await gameday('watch', other)).toMatchObject({
      exitCode: 4,
      stdout: expect.stringContaining('denied by bob: a release is on its way'),
    });
  });

  it('leaves with 5 while an undo is stuck, names whom to call, and takes the settlement of a person', async () => {
    await victim.control({ refuseUndos: 1_000 });
    const id = await detached(await aGameDayFile(folder, victim.url, 'stuck'));
    await eventually(async () => (await phaseOf(id)).includes('approval'));
    await gameday('approve', id, '--step', '1', '--as', 'ann');
    const watched = await gameday('watch', id);
    expect(watched.exitCode).toBe(5);
    expect(watched.stderr).toContain('Call dora, who is on call for this game day.');
    expect(await gameday('settle', id, '--fault', 'no such', '--comment', 'x')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('has no fault "no such". It has:'),
    });
    const settled = await gameday('settle', id, '--fault', 'break it', '--comment', 'switched it off', '--as', 'dora');
    expect(settled).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('is settled by hand') });
    await victim.control({ refuseUndos: 0 });
    await gameday('watch', id);
  });

  it('lists what is there, the newest first', async () => {
    await eventually(async () => {
      const { stdout } = await gameday('list', '--output', 'json');
      const { gameDays }: Listed = JSON.parse(stdout);
      return gameDays.some(({ id, verdict }) => id.startsWith('gameday/held/') && verdict === 'held');
    });
    const { stdout } = await gameday('list', '--limit', '2');
    expect(stdout.trim().split('\n')).toHaveLength(3);
  });

  it.each([
    ['status', 'gameday/nowhere/1'],
    ['watch', 'gameday/nowhere/1'],
    ['abort', 'gameday/nowhere/1', '--reason', 'x'],
    ['approve', 'gameday/nowhere/1', '--step', '1', '--as', 'ann'],
    ['settle', 'gameday/nowhere/1', '--fault', 'f', '--comment', 'c'],
  ])('%s says that there is no such game day', async (...args) => {
    const { exitCode, stderr } = await gameday(...args);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `There is no game day gameday/nowhere/1 (server ${rig.temporal.address}, namespace "default"). See: gameday list\n`,
    });
  });

  it('explains a namespace that does not exist', async () => {
    const { exitCode, stderr } = await gameday('list', '--namespace', 'nowhere');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('has no namespace "nowhere". Choose one with --namespace, or create it:');
  });
});
