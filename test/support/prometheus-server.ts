import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../client/embedded/free-port.ts';
import { eventually } from './eventually.ts';

export const PROMETHEUS = '/usr/bin/prometheus';

export interface PrometheusServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A real Prometheus on 127.0.0.1 that scrapes one address every 200 ms, as the job `shop`. JSON is YAML too. */
export async function startPrometheus(of: {
  readonly scrape: string;
  readonly rules: object;
}): Promise<PrometheusServer> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const listens = `127.0.0.1:${await freePort()}`;
  const config = {
    global: { scrape_interval: '200ms', scrape_timeout: '200ms', evaluation_interval: '200ms' },
    rule_files: ['rules.yml'],
    scrape_configs: [{ job_name: 'shop', static_configs: [{ targets: [of.scrape] }] }],
  };
  await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(config));
  await writeFile(join(folder, 'rules.yml'), JSON.stringify(of.rules));
  const child = spawn(
    PROMETHEUS,
    [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${listens}`],
    { stdio: 'ignore' },
  );
  const url = `http://${listens}`;
  await eventually(() => isReady(url, child), 20_000, `${PROMETHEUS} is ready at ${url}`);
  return {
    url,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`${PROMETHEUS} ended with ${child.exitCode}`);
  return fetch(`${url}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
