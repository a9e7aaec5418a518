import { command } from '../../../activities/faults/command.ts';
import type { FaultCall } from '../../../activities/faults/driver.ts';
import type { CommandFault } from '../../../experiments/definition/faults/command.ts';
import type { TargetIdentity } from '../../../experiments/definition/identity.ts';
import { fakeCluster } from '../../support/fake-cluster.ts';
import { aCall } from '../../support/fault-call.ts';
import { aProcess, fakeProcesses } from '../../support/fault-processes.ts';
import { aWorld } from '../../support/fault-world.ts';

const zone: TargetIdentity = { kind: 'resource', key: 'resource/zone', label: 'resource zone', name: 'zone' };
const sh = (script: string) => ['sh', '-c', script];

function call(special: Partial<CommandFault>, target: TargetIdentity = zone, baseline = {}): FaultCall<'command'> {
  const settings: CommandFault = {
    inject: sh('true'),
    undo: sh('true'),
    verify: sh('true'),
    expiry: 'guard',
    timeout: 5_000,
    ...special,
  };
  return aCall(aWorld('/nowhere', { processes: fakeProcesses([]) }), settings, target, baseline);
}

describe('command', () => {
  it('tells its programs the fault, the target, and the baseline as it was printed', async () => {
    const script = sh('echo "$GAMEDAY_FAULT_ID|$GAMEDAY_TARGET|$GAMEDAY_TARGET_KEY|$GAMEDAY_BASELINE|$MINE"; exit 1');
    expect(await command.prepareUndo(call({ baseline: sh('echo a; echo b; echo') }))).toEqual({ printed: 'a\nb' });
    const seen = await command.verifyUndone(call({ verify: script, env: { MINE: 'x' } }, zone, { printed: 'b' }));
    expect(seen[0]).toContain('exited with 1: f|zone|resource/zone|b|x');
    const url = { kind: 'application', key: 'application/a:1', label: 'a', url: 'http://a:1' } as const;
    expect((await command.verifyUndone(call({ verify: script }, url)))[0]).toContain('f|http://a:1|');
    expect((await command.verifyUndone(call({ verify: script }, aProcess(7, 'x'))))[0]).toContain(
      'f|7|process/here/7.70|',
    );
  });

  it('tells its programs what kubectl takes, and does not inject into the successor of a pod', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name: 'web-1' } };
    const cluster = fakeCluster({ objects: [pod] });
    const key = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web-1' };
    const { uid } = cluster.seen(key)!.metadata;
    const target: TargetIdentity = {
      kind: 'kubernetes',
      key: 'kubernetes/shop/pod/web-1',
      label: 'pod shop/web-1',
      apiVersion: 'v1',
      objectKind: 'Pod',
      namespace: 'shop',
      name: 'web-1',
      uid,
    };
    const words = '$GAMEDAY_TARGET $GAMEDAY_TARGET_NAMESPACE $GAMEDAY_TARGET_UID [$GAMEDAY_TARGET_CONTAINER]';
    const failing = call({ inject: sh(`echo "${words}" >&2; exit 1`) }, target);
    const inCluster = { ...failing, ports: { ...failing.ports, cluster } };
    await expect(command.inject(inCluster)).rejects.toThrow(`exited with 1: pod/web-1 shop ${uid} []`);
    cluster.put(pod);
    await expect(command.inject(inCluster)).resolves.toBeUndefined();
  });

  it('gives the guard the undo, with the same environment', () => {
    expect(command.guard!(call({ undo: ['undo.sh', 'a b'] }, zone, { printed: 'fast' }))).toEqual({
      argv: ['undo.sh', 'a b'],
      env: {
        GAMEDAY_FAULT_ID: 'f',
        GAMEDAY_TARGET: 'zone',
        GAMEDAY_TARGET_KEY: 'resource/zone',
        GAMEDAY_BASELINE: 'fast',
      },
    });
  });

  it('fails with the last line of what the program complained about', async () => {
    const inject = sh('echo first >&2; echo "no such device" >&2; exit 2');
    await expect(command.inject(call({ inject }))).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringMatching(/resource zone exited with 2: no such device/),
    });
    await expect(command.undo(call({ undo: ['/no/such/program'] }))).rejects.toThrow('could not be started');
    await expect(command.undo(call({ undo: sh('sleep 60'), timeout: 100 }))).rejects.toThrow(
      'did not end within 100 ms',
    );
  });

  it('sees the effect in a verification that fails, or in a program of its own', async () => {
    expect(await command.observe(call({ verify: sh('exit 1') }))).toMatchObject({ observed: true });
    expect(await command.observe(call({}))).toMatchObject({ observed: false });
    expect(await command.observe(call({ observe: sh('exit 0') }))).toMatchObject({ observed: true });
    expect(await command.observe(call({ observe: sh('exit 1') }))).toMatchObject({ observed: false });
    await expect(command.observe(call({ observe: ['/no/such/program'] }))).rejects.toMatchObject({
      type: 'EffectFailed',
    });
  });

  it('does not call it verified when the verification could not run', async () => {
    await expect(command.verifyUndone(call({ verify: ['/no/such/program'] }))).rejects.toMatchObject({
      type: 'EffectFailed',
    });
  });

  it('does not run the undo for a process that ended, unless something is left of the fault', async () => {
    const ended = aProcess(7, 'x');
    await command.undo(call({ undo: sh('exit 1') }, ended));
    await expect(command.undo(call({ undo: sh('exit 1'), verify: sh('exit 1') }, ended))).rejects.toThrow(
      'exited with 1',
    );
    await command.inject(call({ inject: sh('exit 1') }, ended));
  });

  it('refuses a baseline that is too long to travel', async () => {
    await expect(command.prepareUndo(call({ baseline: sh('seq 1 5000') }))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('more than 16384 bytes'),
    });
  });
});
