import { readFile, writeFile } from 'node:fs/promises';
import { runCommandLine } from '../../client/run-command-line.ts';
import { createFaultActivities } from '../../activities/faults/fault-activities.ts';
import type { UndoOrder } from '../../activities/faults/orders.ts';
import type { Ports } from '../../activities/ports.ts';
import type { CommandFault } from '../../experiments/definition/faults/command.ts';
import { aScriptedFault } from '../support/fault-script.ts';
import { aWorld } from '../support/fault-world.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { aTerminal } from './a-terminal.ts';

const FAULT = 'gameday/shop/20261120-101010/01-one/1.1-a-fault@kubernetes';

onCluster('gameday sweep --kubernetes', () => {
  let scripted: ReturnType<typeof aScriptedFault>;
  let world: Ports;
  let records: Awaited<ReturnType<typeof aNamespace>>;
  beforeEach(async () => {
    scripted = aScriptedFault();
    const cluster = liveCluster();
    records = await aNamespace(cluster, 'sweep');
    world = aWorld(scripted.folder, { cluster }, records.name);
  });
  afterEach(async () => {
    await scripted.remove();
    await records.remove();
  }, 60_000);

  async function gameday(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
    const own = { HOME: scripted.folder, KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records.name };
    const terminal = aTerminal({ env: { ...own, ...env } });
    const exitCode = await runCommandLine(['sweep', '--kubernetes', ...args], terminal);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  }
  /** A fault that is on, with its record in the cluster; its owner gave the last sign of life that long ago. */
  async function orphan(silentMs = 120_000, special: Partial<CommandFault> = {}): Promise<UndoOrder> {
    const fault = createFaultActivities(world);
    const undo = await fault.prepareUndo({ ...scripted.orderWith(special), faultId: FAULT });
    await fault.injectFault(undo);
    await world.undoRecords.renew(FAULT, Date.now() + 60_000 - silentMs);
    return undo;
  }

  it('undoes what is left in the cluster by the leases alone, and tells where they are', async () => {
    await orphan();
    const dry = await gameday(['--dry-run']);
    expect(dry).toMatchObject({
      exitCode: 5,
      stdout: expect.stringContaining('Dry run, nothing was changed: 1 to undo.'),
    });
    const { exitCode, stdout } = await gameday();
    expect(stdout).toMatch(
      new RegExp(
        `^Undo records in namespace ${records.name} of context \\S+ \\(https://\\S+\\): 1\\n\\nUNDO    a fault`,
      ),
    );
    expect(stdout).toMatch(
      /\nUNDONE  a fault on resource zone: undone and verified .*\n\nNothing is left: 1 undone and verified\.\n$/,
    );
    expect({ exitCode, log: scripted.log() }).toEqual({ exitCode: 0, log: ['inject', 'undo'] });
    expect(await world.undoRecords.read(FAULT)).toMatchObject({ state: 'undone' });
  });

  it('leaves what has a living owner, but with --all, and answers in JSON with the cluster that it means', async () => {
    await orphan(0);
    expect(await gameday()).toMatchObject({
      exitCode: 5,
      stdout: expect.stringContaining('Still on: 1 left to a living owner.'),
    });
    const { exitCode, stdout } = await gameday(['--all', '--output', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      cluster: { context: expect.any(String), server: expect.stringContaining('https://'), namespace: records.name },
      findings: [{ faultId: FAULT, file: expect.stringMatching(/^lease 1-1-a-fault-\w+ in namespace /), todo: 'undo' }],
      outcomes: [{ faultId: FAULT, ended: 'undone' }],
      counts: { undone: 1, left: 0, owned: 0, removed: 0 },
    });
    expect(exitCode).toBe(0);
  });

  it('says what it could not undo, and which lease a person may delete', async () => {
    await orphan(120_000, { undo: ['false'] });
    const { exitCode, stdout } = await gameday();
    expect(stdout).toMatch(
      /next {4}Put that right and sweep again\. .* remove its record: lease 1-1-a-fault-\w+ in namespace t-sweep-\w+\n/,
    );
    expect(exitCode).toBe(5);
  });

  it('says that there is no such namespace, so that nobody takes the wrong one for "nothing is left"', async () => {
    const { exitCode, stdout, stderr } = await gameday([], { GAMEDAY_KUBERNETES_NAMESPACE: 't-not-there' });
    expect(stdout).toMatch(/^Undo records in namespace t-not-there .*: 0\n\nNothing is left\.\n$/);
    expect(stderr).toMatch(/^The namespace t-not-there is not there: .*GAMEDAY_KUBERNETES_NAMESPACE as it had it\.\n$/);
    expect(exitCode).toBe(0);
  });

  it('does not take a cluster that knows us not for one without faults', async () => {
    const { exitCode, stderr } = await gameday([], { KUBECONFIG: await unknownHere(scripted.folder) });
    expect(stderr).toMatch(/^Nothing was swept\.\n {2}The list of Lease .*Unauthorized/);
    expect(exitCode).toBe(2);
  });
});

async function unknownHere(folder: string): Promise<string> {
  const text = await readFile(KUBECONFIG!, 'utf8');
  await writeFile(`${folder}/nobody`, text.replace(/token: \S+?([,}\s])/, 'token: "not-a-token"$1'));
  return `${folder}/nobody`;
}
