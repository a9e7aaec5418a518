import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandFault } from '../../experiments/definition/faults/command.ts';
import { runCommandLine } from '../../client/run-command-line.ts';
import { freePort } from '../../client/embedded/free-port.ts';
import { eventually } from '../support/eventually.ts';
import { aScriptedFault } from '../support/fault-script.ts';
import { aTerminal } from './a-terminal.ts';

describe('gameday sweep', () => {
  let scripted: ReturnType<typeof aScriptedFault>;
  let state: string;
  beforeEach(() => {
    scripted = aScriptedFault();
    state = `${scripted.folder}/faults`;
  });
  afterEach(() => scripted.remove());

  function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const terminal = aTerminal({ env: { GAMEDAY_STATE: state, HOME: scripted.folder, ...env } });
    return { terminal, exitCode: runCommandLine(['sweep', ...args], terminal) };
  }
  async function gameday(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
    const { terminal, exitCode } = start(args, env);
    return { exitCode: await exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  }
  /** A fault that is on; its owner gave the last sign of life that long ago. */
  async function orphan(silentMs = 120_000, special: Partial<CommandFault> = {}) {
    const undo = await scripted.fault.prepareUndo(scripted.orderWith(special));
    await scripted.fault.injectFault(undo);
    await scripted.world.undoRecords.renew(undo.faultId, Date.now() + 60_000 - silentMs);
    return undo;
  }

  it('lists the orphan with target, owner, age and why, undoes it, and ends with one line', async () => {
    await orphan();
    const { exitCode, stdout, stderr } = await gameday();
    expect(stdout).toMatch(
      new RegExp(
        [
          String.raw`^Undo records in \S+/faults: 1`,
          '',
          String.raw`UNDO    a fault \(command\) on resource zone`,
          String.raw`        state   active; it began [\d.]+ m?s ago; its deadline is in \d+ (s|min)`,
          String.raw`        owner   experiment/day/1`,
          String.raw`        fault   day/1/1\.1-a-fault`,
          String.raw`        why     its owner gave the last sign of life 2 min( \d+ s)? ago; a living one does every 10 s`,
          '',
          String.raw`UNDONE  a fault on resource zone: undone and verified \(\d+ m?s\)`,
          '',
          String.raw`Nothing is left: 1 undone and verified\.\n$`,
        ].join('\n'),
      ),
    );
    expect(stderr).toBe('undoing a fault on resource zone …\n');
    expect(exitCode).toBe(0);
    expect(scripted.log()).toEqual(['inject', 'undo']);
    expect(await gameday()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/1 undone.*\n\nNothing is left\.\n$/),
    });
  });

  it('only shows it in a dry run, and answers 5 because it is still on', async () => {
    await orphan();
    const { exitCode, stdout, stderr } = await gameday(['--dry-run']);
    expect(stdout).toMatch(/\nDry run, nothing was changed: 1 to undo\.\n$/);
    expect(stderr).toBe('Undo it: the same command without --dry-run.\n');
    expect(exitCode).toBe(5);
    expect(scripted.log()).toEqual(['inject']);
  });

  it('leaves what has a living owner, says what to do, and answers 5', async () => {
    await orphan(0);
    const { exitCode, stdout, stderr } = await gameday();
    expect(stdout).toMatch(/^LEAVE {3}a fault/m);
    expect(stdout).toMatch(/\nStill on: 1 left to a living owner\.\n$/);
    expect(stderr).toMatch(/gameday abort ID --reason TEXT.*--all\.\n$/);
    expect(exitCode).toBe(5);
    expect(scripted.log()).toEqual(['inject']);
  });

  it('answers 0 then with --orphans-only, but not while an orphan is left', async () => {
    const orphanless = ['--orphans-only'];
    await orphan(0);
    expect(await gameday(orphanless)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/\nStill on: 1 left to a living owner\.\n$/),
    });
    await scripted.world.undoRecords.renew('day/1/1.1-a-fault', Date.now() - 60_000);
    expect((await gameday([...orphanless, '--dry-run'])).exitCode).toBe(5);
    expect((await gameday(orphanless)).exitCode).toBe(0);
    expect(scripted.log()).toEqual(['inject', 'undo']);
  });

  it('undoes that too with --all, and says whose it was', async () => {
    await orphan(0);
    const { exitCode, stdout } = await gameday(['--all']);
    expect(stdout).toContain('everything is undone now, although its owner gave a sign of life');
    expect({ exitCode, log: scripted.log() }).toEqual({ exitCode: 0, log: ['inject', 'undo'] });
    expect(await gameday(['--help'])).toMatchObject({
      stdout: expect.stringMatching(/a game day that still\s+runs\s+will find its\s+fault gone/),
    });
  });

  it('says what it could not undo, and answers 5; once that is put right it can be swept again at once', async () => {
    await orphan(120_000, { undo: scripted.script('[ ! -e stuck ] && rm on') });
    await writeFile(`${scripted.folder}/stuck`, '');
    const { exitCode, stdout } = await gameday();
    expect(stdout).toMatch(
      /^LEFT {4}a fault on resource zone\n {8}problem .*exited with 1.*\n {8}next {4}Put that right/m,
    );
    expect(stdout).toMatch(/\nNOT RESTORED: 1 not undone\.\n$/);
    expect(exitCode).toBe(5);
    await rm(`${scripted.folder}/stuck`);
    expect(await gameday()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing is left: 1 undone'),
    });
  });

  it('puts a record that it cannot read first, and answers 5', async () => {
    const { faultId } = await orphan();
    await scripted.world.undoRecords.exclusively(faultId, async () => {});
    await writeFile(`${state}/torn.json`, '{');
    const { exitCode, stdout } = await gameday();
    expect(stdout).toMatch(/\n\nLOOK {4}The undo record \S+torn\.json is not JSON.*\n\nUNDO/);
    expect(stdout).toMatch(/\nNOT RESTORED: 1 unreadable, 1 undone and verified\.\n$/);
    expect(exitCode).toBe(5);
  });

  it('answers in one JSON document, and nothing else on stdout', async () => {
    await orphan();
    const { stdout } = await gameday(['--output', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      folder: state,
      dryRun: false,
      findings: [{ faultId: 'day/1/1.1-a-fault', todo: 'undo', target: 'resource zone', state: 'active' }],
      outcomes: [{ faultId: 'day/1/1.1-a-fault', ended: 'undone' }],
      counts: { undone: 1, left: 0, owned: 0, removed: 0 },
    });
  });

  it('says that no worker has run here when there is no folder, and where else to look', async () => {
    const { exitCode, stdout, stderr } = await gameday(['--state', '/nowhere/undo']);
    expect(stdout).toBe('There are no undo records in /nowhere/undo: no worker has run here.\n');
    expect(stderr).toMatch(/set GAMEDAY_STATE.*--store FOLDER/);
    expect(exitCode).toBe(0);
  });

  it('finds the folder of the embedded worker by its store', async () => {
    const store = await mkdtemp(join(tmpdir(), 'gameday-store-'));
    expect((await gameday(['--store', store])).stdout).toContain(`There are no undo records in ${store}/state`);
    await rm(store, { recursive: true });
  });

  it('does not take a folder that it cannot read for one without faults', async () => {
    const file = `${scripted.folder}/log`;
    const { exitCode, stdout, stderr } = await gameday(['--state', file]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^Nothing was swept\.\n {2}The undo records in \S+ cannot be read \(ENOTDIR\)/);
  });

  /** As it is when the cluster is off. */
  async function kubeconfig(): Promise<NodeJS.ProcessEnv> {
    const KUBECONFIG = `${scripted.folder}/kubeconfig`;
    const cluster = { name: 'c', cluster: { server: `http://127.0.0.1:${await freePort()}` } };
    const context = { name: 'lab', context: { cluster: 'c', user: 'u' } };
    const users = [{ name: 'u', user: { token: 't' } }];
    const config = { 'current-context': 'lab', clusters: [cluster], contexts: [context], users };
    await writeFile(KUBECONFIG, JSON.stringify({ apiVersion: 'v1', kind: 'Config', ...config }));
    return { KUBECONFIG };
  }

  it('says that there is a cluster whose faults it did not look at, and is not hindered by it', async () => {
    await orphan();
    const { exitCode, stdout, stderr } = await gameday([], await kubeconfig());
    expect(stderr).toMatch(
      /^Faults in the cluster of context lab \(http:\/\/127\.0\.0\.1:\d+\) are not looked at here: gameday sweep --kubernetes\n/,
    );
    expect({ exitCode, undone: stdout.includes('Nothing is left: 1 undone') }).toEqual({ exitCode: 0, undone: true });
  });

  it('answers 6 when the cluster cannot be reached: nobody knows what is left in it', async () => {
    const { exitCode, stdout, stderr } = await gameday(['--kubernetes'], await kubeconfig());
    expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: '' });
    expect(stderr).toMatch(
      /^Nothing was swept\.\n {2}The list of Lease .* was not reached \(.*ECONNREFUSED.*kubectl --context lab/,
    );
  });

  it('answers 2 when no cluster is configured, and says where it looked', async () => {
    const { exitCode, stderr } = await gameday(['--kubernetes']);
    expect(stderr).toMatch(
      /^Nothing was swept\.\n {2}The list of Lease .*no Kubernetes cluster is configured\. KUBECONFIG is not set/,
    );
    expect(exitCode).toBe(2);
  });

  it.each([
    [['--kubernetes', '--store', 'b'], {}, "option '--kubernetes' cannot be used with option '--store <folder>'"],
    [['--all', '--orphans-only'], {}, "option '--orphans-only' cannot be used with option '--all'"],
    [['--state', 'a', '--store', 'b'], {}, "option '--store <folder>' cannot be used with option '--state <folder>'"],
    [[], { GAMEDAY_STAT: '/x' }, 'GAMEDAY_STAT: there is no such setting'],
  ])('%j with %j is explained, with exit code 2', async (args, env, explanation) => {
    const { exitCode, stderr } = await gameday(args, env);
    expect(stderr).toContain(explanation);
    expect(exitCode).toBe(2);
  });

  it('finishes what is under way at the first Ctrl-C', async () => {
    await orphan(120_000, { undo: scripted.script('echo undo >>log; sleep 1; rm -f on') });
    const { terminal, exitCode } = start([]);
    await eventually(() => scripted.log().includes('undo'));
    terminal.ctrlC();
    expect(await exitCode).toBe(0);
    expect(terminal.stderr()).toContain('Stopping when the undos under way are done. Ctrl-C once more leaves at once');
    expect(terminal.stdout()).toContain('Nothing is left: 1 undone');
    expect(terminal.listeners()).toBe(0);
  });

  it('leaves at the second, with 5', async () => {
    await orphan(120_000, { undo: scripted.script('echo undo >>log; sleep 5; rm -f on') });
    const { terminal, exitCode } = start([]);
    await eventually(() => scripted.log().includes('undo'));
    terminal.ctrlC();
    terminal.ctrlC();
    expect(await exitCode).toBe(5);
    await eventually(() => terminal.stdout().includes('UNDONE'));
  });
});
