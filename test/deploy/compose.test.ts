import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly env_file?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const compose: ComposeFile = parse(read('docker-compose.yml'));
const services = Object.entries(compose.services);
const longRunning = services.filter(([, service]) => service.restart === 'unless-stopped');
const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;

describe('docker-compose.yml', () => {
  it('brings up the server with PostgreSQL, its UI and a worker', () => {
    expect(longRunning.map(([name]) => name)).toEqual(['postgresql', 'temporal', 'temporal-ui', 'worker']);
  });

  it.each(services)('pins the image of %s to one version', (_name, { image }) => {
    expect(image).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?$/);
  });

  it('publishes ports on this machine only', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports).toHaveLength(2);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it.each(longRunning)('looks whether %s is healthy', (_name, { healthcheck }) => {
    expect(healthcheck?.test[0]).toBe('CMD');
  });

  it('begins nothing before what it needs is ready', () => {
    const conditions = services.flatMap(([, service]) => Object.entries(service.depends_on ?? {}));
    for (const [needed, { condition }] of conditions) {
      const isJob = compose.services[needed]?.restart?.startsWith('on-failure') ?? false;
      expect(`${needed}: ${condition}`).toBe(`${needed}: service_${isJob ? 'completed_successfully' : 'healthy'}`);
    }
    expect(conditions).toHaveLength(5);
  });

  it('keeps the database, the store and the undo records when containers are made anew', () => {
    expect(compose.services.postgresql?.volumes).toEqual(['postgresql:/var/lib/postgresql/data']);
    expect(compose.services.worker?.volumes).toEqual(['gameday:/var/lib/gameday']);
    expect(Object.keys(compose.volumes)).toEqual(['postgresql', 'gameday']);
  });

  it('switches off in the UI what would end a workflow before it has undone its faults, and leaves cancel on', () => {
    const settings = read(compose.services['temporal-ui']?.env_file ?? '').split('\n');
    for (const action of ['WORKFLOW_TERMINATE', 'WORKFLOW_RESET', 'BATCH_ACTIONS', 'ACTIVITY_COMMANDS']) {
      expect(settings).toContain(`TEMPORAL_${action}_DISABLED=true`);
    }
    expect(settings.filter((line) => /CANCEL|WRITE_ACTIONS|UPDATE|SIGNAL/.test(line))).toEqual([]);
    expect(parse(read('deploy/temporal-dynamic-config.yaml'))).toEqual({
      'frontend.WorkflowPauseEnabled': [{ value: false }],
    });
  });

  it('is understood by docker compose, where that is installed', () => {
    const checked = spawnSync('docker', ['compose', 'config', '--quiet'], { cwd: ROOT, encoding: 'utf8' });
    expect(hasCompose ? `${checked.status} ${checked.stderr}` : 'not installed').toMatch(/^(0 |not installed)$/);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('builds on one version of Node 20, the same in every stage', () => {
    const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:20\.\d+\.\d+-\w+-slim$/);
  });

  it('runs the worker as an ordinary user, with its directories in the volume', () => {
    expect(lines).toContain('USER node');
    expect(lines).toContain('VOLUME /var/lib/gameday');
    expect(read('Dockerfile')).toContain('GAMEDAY_STORE=/var/lib/gameday/store GAMEDAY_STATE=/var/lib/gameday/undo');
    expect(lines.findIndex((line) => line === 'USER node')).toBeLessThan(
      lines.findIndex((line) => line.startsWith('CMD ')),
    );
  });

  it('copies only what is there', () => {
    const own = lines.filter((line) => line.startsWith('COPY ') && !line.includes('--from='));
    expect(own).toEqual([
      'COPY package.json package-lock.json .npmrc ./',
      'COPY . .',
      'COPY experiments ./experiments',
      'COPY deploy/worker-health.mjs ./deploy/',
    ]);
  });
});
