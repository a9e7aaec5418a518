import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../client/embedded/free-port.ts';
import { searchAttributes } from '../../client/doctor/search-attributes.ts';
import { runCommandLine } from '../../client/run-command-line.ts';
import type { Session } from '../../client/session/session.ts';
import { type Rig, startRig } from '../support/rig.ts';
import { startTemporal, TEMPORAL_WITHIN_MS } from '../support/temporal.ts';
import { aTerminal } from './a-terminal.ts';

async function doctor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const terminal = aTerminal({ env });
  const exitCode = await runCommandLine(['doctor', ...args], terminal);
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

describe('gameday doctor', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  }, TEMPORAL_WITHIN_MS);
  afterAll(() => rig.stop());
  const here = (...args: readonly string[]) => doctor(['--address', rig.temporal.address, ...args]);

  it('sees a server with its namespace, search attributes and workers', async () => {
    const { exitCode, stdout } = await here();
    expect(stdout).toMatch(
      new RegExp(
        [
          String.raw`^ok {7}Temporal server: ${rig.temporal.address}, namespace default`,
          String.raw`ok {7}search attributes: all are registered`,
          String.raw`ok {7}workers: \S+`,
          String.raw`ok {7}workers for undo: \S+`,
          String.raw`ok {7}safety switch: released`,
          '',
          String.raw`All 5 checks are fine\.\n$`,
        ].join('\n'),
      ),
    );
    expect(exitCode).toBe(0);
  });

  it('answers in one JSON document', async () => {
    const { stdout } = await here('--output', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      findings: expect.arrayContaining([{ check: 'safety switch', state: 'ok', seen: 'released' }]),
    });
  });

  it('warns while the safety switch is pulled', async () => {
    const terminal = aTerminal();
    const to = ['--address', rig.temporal.address];
    await runCommandLine(['halt', '--reason', 'customers are affected', ...to], terminal);
    const { exitCode, stdout } = await here();
    expect(stdout).toMatch(
      /\nwarning {2}safety switch: pulled by ann: customers are affected\n {9}next {2}No fault begins until/,
    );
    expect(exitCode).toBe(0);
    await runCommandLine(['resume', '--comment', 'over', ...to], terminal);
  });

  it('tells of a namespace that is not there, with exit code 2', async () => {
    const { exitCode, stdout } = await here('--namespace', 'elsewhere');
    expect(stdout).toMatch(/^problem {2}Temporal server: .* has no namespace "elsewhere"/);
    expect(exitCode).toBe(2);
  });

  it('looks at a Prometheus server without a cluster', async () => {
    const server = createServer((_, response) =>
      response.end('{"status":"success","data":{"version":"2.42.0"}}'),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { exitCode, stdout } = await here('--prometheus', `http://127.0.0.1:${port}`);
    server.closeAllConnections();
    server.close();
    expect(stdout).toContain(`ok       Prometheus at http://127.0.0.1:${port}: it answers queries; version 2.42.0`);
    expect(stdout).not.toContain('cluster');
    expect(exitCode).toBe(0);
  });

  it('tells of a cluster that is not configured, and of settings that are none', async () => {
    const home = await mkdtemp(join(tmpdir(), 'gameday-home-'));
    const to = ['--address', rig.temporal.address, '--kubernetes'];
    const unset = await doctor(to, { HOME: home });
    expect(unset.stdout).toMatch(
      /problem {2}connection to the cluster: .*no Kubernetes cluster is configured.*\n {9}next {2}Set KUBECONFIG/,
    );
    expect(unset.exitCode).toBe(2);
    const mistaken = await doctor(to, { HOME: home, GAMEDAY_STAT: 'x' });
    expect(mistaken.stdout).toContain('problem  settings of the worker: GAMEDAY_STAT: there is no such setting');
    expect(mistaken.exitCode).toBe(2);
    await rm(home, { recursive: true });
  });
});

describe('gameday doctor without a worker, and without a server', () => {
  it(
    'tells what is missing, with exit code 2',
    async () => {
      const temporal = await startTemporal();
      const { exitCode, stdout } = await doctor(['--address', temporal.address]);
      await temporal.stop();
      expect(stdout).toMatch(
        /\nproblem {2}workers: nobody polls the task queue gameday\n {9}next {2}Start one: gameday worker/,
      );
      expect(exitCode).toBe(2);
    },
    TEMPORAL_WITHIN_MS,
  );

  it('names search attributes that nobody has registered', async () => {
    const operatorService = { listSearchAttributes: async () => ({ customAttributes: { GameDay: 2 } }) };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check touches nothing else
    const session = { connection: { operatorService }, namespace: 'shop' } as unknown as Session;
    expect(await searchAttributes(session)).toEqual([
      {
        check: 'search attributes',
        state: 'problem',
        seen: 'not registered: Phase, FaultKind, Target, Environment, Team, Verdict, FaultActive',
        fix: expect.stringMatching(
          /search-attribute create -n shop --name Phase --type Keyword .*--name FaultActive --type Bool$/,
        ),
      },
    ]);
  });

  it('tells how to get a server, with exit code 6', async () => {
    const { exitCode, stdout } = await doctor(['--address', `127.0.0.1:${await freePort()}`]);
    expect(stdout).toMatch(
      /^problem {2}Temporal server: No Temporal server answers at 127\.0\.0\.1:\d+\.\n {9}next {2}There are three ways/,
    );
    expect(exitCode).toBe(6);
  });

  it.each([
    [['--prometheus', 'prom:9090'], 'Expected an address that begins with http:// or https://.'],
    [['--for', 'podkill'], 'did you mean "pod-kill"?'],
  ])('explains %j', async (args, explanation) => {
    const { exitCode, stderr } = await doctor(args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(explanation) });
  });
});
