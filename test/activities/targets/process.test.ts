import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpAnswer, HttpRequest } from '../../../activities/ports.ts';
import { processTargets } from '../../../activities/targets/process.ts';
import { processTarget } from '../../../experiments/definition/targets/process.ts';
import { aProcess, fakeProcesses } from '../../support/fault-processes.ts';
import { aWorld } from '../../support/fault-world.ts';

const leader = aProcess(11, 'node ledger.js --port 7001', [7001]);
const follower = aProcess(12, 'node ledger.js --port 7002', [7002, 9002]);
const other = aProcess(13, 'nginx', [80]);
const worker = aProcess(14, 'node worker.js --watches ledger.js');

const answered = (text: string): HttpAnswer => ({ outcome: 'answered', status: 200, text, latencyMs: 1 });

describe('process targets', () => {
  let folder: string;
  let asked: string[];
  let answers: Record<string, HttpAnswer>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-targets-'));
    asked = [];
    answers = {};
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function request({ url }: HttpRequest): Promise<HttpAnswer> {
    asked.push(url);
    return answers[url] ?? { outcome: 'refused', reason: 'ECONNREFUSED', latencyMs: 0 };
  }

  async function find(raw: object): Promise<readonly number[]> {
    const settings = processTarget.parse(raw);
    const processes = fakeProcesses([leader, follower, other, worker], new Map([[14, 'this worker']]));
    const ports = aWorld(folder, { http: { request }, processes });
    const found = await processTargets.find(settings, ports, new AbortController().signal);
    return found.map((target) => (target.kind === 'process' ? target.pid : 0));
  }

  it('are found by command line, port and pid file, and by all that is given at once', async () => {
    expect(await find({ commandLine: 'ledger\\.js --port' })).toEqual([11, 12]);
    expect(await find({ port: 9002 })).toEqual([12]);
    await writeFile(join(folder, 'a.pid'), '11\n/var/lib/data\n');
    await writeFile(join(folder, 'b.pid'), '13');
    expect(await find({ pidFile: `${folder}/*.pid` })).toEqual([11, 13]);
    expect(await find({ pidFile: `${folder}/*.pid`, commandLine: 'nginx' })).toEqual([13]);
  });

  it('never are processes of our own, though the selector matches their command line', async () => {
    expect(await find({ commandLine: 'ledger' })).toEqual([11, 12]);
    await expect(find({ commandLine: 'worker' })).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringMatching(/process 14 .* is left out: it is ours \(this worker\)/),
    });
  });

  it('are asked who they are, on every port on which they listen', async () => {
    answers['http://127.0.0.1:7001/healthz'] = answered('{"role":"follower"}');
    answers['http://127.0.0.1:9002/healthz'] = answered('{"role":"leader"}');
    const where = { get: 'http://127.0.0.1:{port}/healthz', expect: { json: { '$.role': 'leader' } } };
    expect(await find({ commandLine: 'ledger.js --port', where })).toEqual([12]);
    expect(asked.toSorted()).toEqual([7001, 7002, 9002].map((port) => `http://127.0.0.1:${port}/healthz`));
  });

  it('are named with what they answered when none of them is the wanted one', async () => {
    answers['http://127.0.0.1:7001/healthz?pid=11'] = answered('{"role":"follower"}');
    const where = { get: 'http://127.0.0.1:{port}/healthz?pid={pid}', expect: { json: { '$.role': 'leader' } } };
    await expect(find({ commandLine: 'ledger.js --port', where })).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringMatching(
        /4 processes were looked at; commandLine \/ledger.js --port\/ matched 2; "where" held for none of 2: process 11 .*\$\.role is "follower", expected "leader"; process 12 .*not reachable/,
      ),
    });
  });

  it('can be asked by a program, which says yes with exit code 0', async () => {
    const where = { command: ['sh', '-c', '[ "$1" = 12 ] && [ "$2" = 7002 ]', 'sh', '{pid}', '{port}'] };
    expect(await find({ commandLine: 'ledger.js --port', where })).toEqual([12]);
    await expect(find({ commandLine: 'ledger.js --port', where: { command: ['false'] } })).rejects.toThrow(
      '"false" exited with 1',
    );
  });

  it('say what every selector matched when nothing is found', async () => {
    await writeFile(join(folder, 'stale.pid'), '4711');
    await writeFile(join(folder, 'empty.pid'), '');
    await expect(find({ pidFile: `${folder}/*.pid`, commandLine: 'ledger' })).rejects.toThrow(
      /pidFile .* \(.*empty.pid says no pid, .*stale.pid says 4711\) matched 0; commandLine \/ledger\/ matched 3/,
    );
    await expect(find({ pidFile: `${folder}/none.pid` })).rejects.toThrow('there is no such file');
    await expect(find({ commandLine: '(' })).rejects.toMatchObject({ type: 'Unsupported' });
  });
});
