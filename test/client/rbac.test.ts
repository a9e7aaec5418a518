import { parseAllDocuments } from 'yaml';
import { runCommandLine } from '../../client/run-command-line.ts';
import { aTerminal } from './a-terminal.ts';

async function gameday(...args: readonly string[]) {
  const terminal = aTerminal();
  const exitCode = await runCommandLine(['rbac', ...args], terminal);
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

describe('gameday rbac', () => {
  it('prints what kubectl can apply', async () => {
    const { exitCode, stdout } = await gameday(
      '--in',
      'shop',
      '--for',
      'pod-kill, kubernetes-exec',
      '--service-account',
      'chaos/runner',
    );
    const documents = parseAllDocuments(stdout).map((one): unknown => one.toJS());
    expect(exitCode).toBe(0);
    expect(documents).toMatchObject([
      { kind: 'Role', metadata: { namespace: 'shop', name: 'gameday-runner' } },
      { kind: 'RoleBinding', subjects: [{ kind: 'ServiceAccount', namespace: 'chaos', name: 'runner' }] },
      { kind: 'Role', metadata: { namespace: 'gameday', name: 'gameday-runner-records' } },
      { kind: 'RoleBinding' },
      { kind: 'Role', metadata: { namespace: 'kube-system', name: 'gameday-chaos-runner' } },
      { kind: 'RoleBinding' },
    ]);
  });

  it('prints one list as JSON', async () => {
    const { stdout } = await gameday('--in', 'shop', '--records', 'chaos', '--output', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'List',
      items: expect.arrayContaining([expect.objectContaining({ kind: 'ClusterRole' })]),
    });
  });

  it.each([
    [['--for', 'pod-kil'], 'Nothing called "pod-kil" acts on a cluster; did you mean "pod-kill"?'],
    [['--for', 'process-kill'], 'Nothing called "process-kill" acts on a cluster'],
    [['--in', 'Shop'], 'Expected the name of a namespace.'],
    [['--service-account', 'worker'], 'Expected namespace/name, such as gameday/worker.'],
    [['--for', 'pod-kill'], 'These kinds need rights where their targets are. Name those namespaces: --in shop'],
  ])('explains %j, with exit code 2', async (args, explanation) => {
    const { exitCode, stderr } = await gameday(...args);
    expect(stderr).toContain(explanation);
    expect(exitCode).toBe(2);
  });

  it('notes that without a namespace only what lives beside them can be a target', async () => {
    const { exitCode, stderr } = await gameday('--for', 'cordon');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'No namespace with targets was named (--in): nothing in a namespace can be a target.\n',
    });
  });
});
