import type { NewObject, PodCommand } from '../../../activities/cluster.ts';
import type { CommandResult } from '../../../activities/ports.ts';
import { measurePoint } from '../../../activities/probes/index.ts';
import { kubernetesExec as settingsOf } from '../../../experiments/definition/probes/kubernetes-exec.ts';
import { fakeCluster } from '../../support/fake-cluster.ts';
import { probePorts } from './probe-ports.ts';

const pod = (name: string, phase = 'Running'): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name, labels: { app: 'web' } },
  spec: { containers: [{ name: 'main' }] },
  status: { phase },
});
const exited = (exitCode: number, stdout = '', stderr = ''): CommandResult => ({
  outcome: 'exited',
  exitCode,
  stdout,
  stderr,
  durationMs: 8,
});

async function measure(objects: readonly NewObject[], settings: object, result: CommandResult = exited(0)) {
  const commands: PodCommand[] = [];
  const exec = (command: PodCommand) => {
    commands.push(command);
    return result;
  };
  const spec = {
    kind: 'kubernetes-exec' as const,
    settings: settingsOf.parse({ namespace: 'shop', command: ['test', '-e', '/data'], ...settings }),
  };
  const ports = probePorts({ cluster: fakeCluster({ objects, exec }) });
  const sample = await measurePoint(spec, { timeoutMs: 500, signal: new AbortController().signal, ports });
  return { sample, commands };
}

describe('the kubernetes-exec probe', () => {
  it('runs the program in the container that is meant', async () => {
    const { sample, commands } = await measure([pod('web-0')], { name: 'web-0', container: 'main' });
    expect(sample).toEqual({ result: 'good', latencyMs: 8, value: null, detail: 'exit code 0 in 8 ms' });
    expect(commands).toMatchObject([
      { namespace: 'shop', pod: 'web-0', container: 'main', argv: ['test', '-e', '/data'], timeoutMs: 500 },
    ]);
  });

  it('asks the first pod that runs', async () => {
    const { commands } = await measure([pod('a', 'Pending'), pod('b'), pod('c')], { labels: { app: 'web' } });
    expect(commands.map((command) => command.pod)).toEqual(['b']);
  });

  it.each<[string, NewObject[], string]>([
    ['there is no pod', [], 'there is no Pod with app=web in namespace shop'],
    ['none of them runs', [pod('a', 'Pending')], 'no Pod with app=web in namespace shop runs'],
  ])('is bad when %s', async (_, objects, detail) => {
    const { sample, commands } = await measure(objects, { labels: 'app=web' });
    expect(sample).toMatchObject({ result: 'bad', detail });
    expect(commands).toEqual([]);
  });

  it('is bad with another exit code, and says what the program said', async () => {
    const { sample } = await measure([pod('a')], { name: 'a' }, exited(1, '', 'no such file'));
    expect(sample).toMatchObject({ result: 'bad', detail: 'exit code 1, expected 0: no such file' });
  });

  it('reads a number from the output', async () => {
    const { sample } = await measure([pod('a')], { name: 'a', value: 'stdout' }, exited(0, '42\n'));
    expect(sample).toMatchObject({ result: 'good', value: 42 });
    const other = await measure([pod('a')], { name: 'a', value: 'stdout' }, exited(0, 'many'));
    expect(other.sample).toMatchObject({ result: 'unknown', value: null });
  });

  it('is unknown when the program could not be run', async () => {
    const { sample } = await measure(
      [pod('a')],
      { name: 'a' },
      { outcome: 'failed', reason: 'no test', durationMs: 1 },
    );
    expect(sample).toMatchObject({ result: 'unknown', detail: 'test in a could not be measured: no test' });
  });
});
