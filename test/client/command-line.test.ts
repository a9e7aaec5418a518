import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import { runCommandLine } from '../../client/run-command-line.ts';
import { aTerminal } from './a-terminal.ts';

const COMMANDS = [
  'validate',
  'plan',
  'run',
  'list',
  'status',
  'watch',
  'abort',
  'halt',
  'resume',
  'approve',
  'settle',
  'sweep',
  'report',
  'dev',
  'worker',
];
const NOWHERE = ['--address', '127.0.0.1:1'];

async function gameday(args: readonly string[], looks: Parameters<typeof aTerminal>[0] = {}) {
  const terminal = aTerminal(looks);
  const exitCode = await runCommandLine(args, terminal);
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

const bug = () => {
  throw new TypeError('undefined is not a plan');
};

const VALID = `apiVersion: gameday/v1
kind: Experiment
name: valid
hypothesis: It stays up.
variables: { path: { default: /tmp } }
target: { resource: { name: "directory \${var:path}" } }
steadyState: [{ name: there, command: { run: [test, -d, "\${var:path}"] } }]
faults:
  - { name: nothing, command: { inject: ["true"], undo: ["true"], verify: ["true"] }, hold: 1s }
`;

describe('the command line', () => {
  let folder: string;
  let valid: string;
  let broken: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-cli-'));
    [valid, broken] = [join(folder, 'valid.yaml'), join(folder, 'broken.yaml')];
    await writeFile(valid, VALID);
    await writeFile(broken, VALID.replace('hypothesis', 'hypotesis'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  describe('--help', () => {
    it('names every command, the way to start and all exit codes', async () => {
      const { exitCode, stdout } = await gameday(['--help']);
      expect(exitCode).toBe(0);
      for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
      expect(stdout).toContain('$ gameday run experiment.yaml --embedded');
      for (const code of Object.values(EXIT)) expect(stdout).toMatch(new RegExp(`^ +${code}  \\w`, 'm'));
    });

    it.each(COMMANDS)('of %s has an example, the global options and the exit codes', async (command) => {
      const { exitCode, stdout } = await gameday([command, '--help']);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/\nExamples?:\n {2}\$ /);
      expect(stdout).toContain('--address <host:port>');
      expect(stdout).toContain('\nExit codes:\n');
    });

    it('fits into a narrow terminal', async () => {
      const { stdout } = await gameday(['validate', '--help'], { columns: 60 });
      const [options = ''] = stdout.split('\nExample');
      for (const line of options.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    });
  });

  describe('a slip of the keyboard', () => {
    it.each([
      [['rnu'], "unknown command 'rnu'\n(Did you mean run?)"],
      [['list', '--otput', 'json'], "unknown option '--otput'\n(Did you mean --output?)"],
      [['list', '--output', 'xml'], 'Allowed choices are text, json'],
      [['run'], "missing required argument 'file'"],
      [['abort', 'x'], "required option '--reason <text>' not specified"],
      [['approve', 'x', '--step', 'two', '--as', 'ann'], 'Expected a whole number from 1 to 1000.'],
      [['settle', 'x', '--fault', 'f'], "required option '--comment <text>' not specified"],
      [['report', 'x', '--format', 'pdf'], 'Allowed choices are html, md, json'],
      [['run', 'f', '--var', 'novalue'], 'Expected name=value'],
      [['run', 'f', '--var', 'a=1', '--var', 'a=2'], 'The variable a is given twice.'],
      [['run', 'f', '--wait', '--detach'], "option '--wait' cannot be used with option '--detach'"],
      [['run', 'f', '--embedded', '--detach'], 'with --embedded the worker ends with this command'],
      [['dev', '--port', '70000'], 'Expected a whole number from 1 to 65535.'],
      [['list', 'surplus'], 'too many arguments'],
    ])('%j is explained, with exit code 2', async (args, explanation) => {
      const { exitCode, stdout, stderr } = await gameday(args);
      expect(stderr).toContain(explanation);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    });

    it('shows the help when no command is given', async () => {
      const { exitCode, stderr } = await gameday([]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('Usage: gameday');
    });
  });

  it('says its version', async () => {
    expect(await gameday(['--version'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  describe('validate', () => {
    it('needs no server, and answers 0 for valid documents', async () => {
      const { exitCode, stdout } = await gameday(['validate', valid]);
      expect(stdout).toMatch(/valid\.yaml: valid \(plan hash [0-9a-f]{12}\)\n$/);
      expect(exitCode).toBe(0);
    });

    it('answers 2 with file, line, column and a suggestion', async () => {
      const { exitCode, stdout, stderr } = await gameday(['validate', valid, broken]);
      expect(exitCode).toBe(2);
      expect(stdout).toMatch(/broken\.yaml:4:1: .*hypotesis.*hypothesis/);
      expect(stderr).toBe('1 of 2 file(s) are not valid.\n');
    });

    it('answers in one JSON document', async () => {
      const { stdout } = await gameday(['--output', 'json', 'validate', valid, broken]);
      expect(JSON.parse(stdout)).toMatchObject({
        files: [
          { file: valid, valid: true, problems: [] },
          { file: broken, valid: false },
        ],
      });
    });
  });

  it('takes variables, and refuses those that no document declares', async () => {
    expect((await gameday(['validate', valid, '--var', 'path=/srv'])).exitCode).toBe(0);
    const { exitCode, stdout } = await gameday(['validate', valid, '--var', 'pth=/srv']);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('--var pth');
  });

  it('does not ask a server about a plan that has problems', async () => {
    const { exitCode, stdout, stderr } = await gameday(['run', broken, ...NOWHERE, '--output', 'json']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('hypotesis');
    const { error }: { error: { exitCode: number; problems: unknown[] } } = JSON.parse(stdout);
    expect(error).toMatchObject({ exitCode: 2, problems: expect.arrayContaining([expect.anything()]) });
  });

  describe('without a server', () => {
    it('names the three ways to get one, and answers 6', async () => {
      const { exitCode, stdout, stderr } = await gameday(['list', ...NOWHERE]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: '' });
      expect(stderr).toMatch(/^No Temporal server answers at 127\.0\.0\.1:1\.\nThere are three ways to get one:\n/);
      for (const way of ['gameday dev', 'gameday run FILE --embedded', '--address HOST:PORT', 'docker compose up']) {
        expect(stderr).toContain(way);
      }
      expect(stderr).not.toMatch(/\n\s+at /);
    });

    it('says so as a document too', async () => {
      const { stdout } = await gameday([...NOWHERE, '--output', 'json', 'status', 'gameday/x/1']);
      expect(JSON.parse(stdout)).toMatchObject({ error: { exitCode: 6 } });
    });
  });

  it('explains a profile that does not exist', async () => {
    const env = { TEMPORAL_CONFIG_FILE: join(folder, 'none.toml') };
    const { exitCode, stderr } = await gameday(['list', '--profile', 'staging'], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^The connection profile "staging" was not read: /);
  });

  it('explains that a worker needs a build', async () => {
    const { exitCode, stderr } = await gameday(['worker']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Run `npm run build` first.');
  });

  it('prints one line for a bug, and the trace only with GAMEDAY_DEBUG', async () => {
    const broke = aTerminal();
    expect(await runCommandLine(['validate', valid], { ...broke, out: bug })).toBe(3);
    expect(broke.stderr()).toBe(
      'This is a bug in gameday: undefined is not a plan. Set GAMEDAY_DEBUG=1 and try again to see where.\n',
    );
    const debugging = aTerminal({ env: { GAMEDAY_DEBUG: '1' } });
    await runCommandLine(['validate', valid], { ...debugging, out: bug });
    expect(debugging.stderr()).toMatch(/^TypeError: undefined is not a plan\n\s+at /);
  });
});
