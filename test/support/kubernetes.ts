import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Cluster } from '../../activities/cluster.ts';
import { aNamespace, KUBECONFIG, liveCluster } from './live-cluster.ts';

export interface TestNamespace {
  readonly name: string;
  readonly cluster: Cluster;
  /** Files of test/cluster/apps, such as `web.yaml`; resolves when all their workloads are rolled out. */
  deploy(...apps: readonly string[]): Promise<void>;
  /** Any manifests, as text. */
  apply(manifests: string): Promise<void>;
  /** In this namespace; what it prints. */
  kubectl(...words: readonly string[]): Promise<string>;
  /** `http://` and the address of a Service: what the tests' machine reaches. */
  urlOf(service: string): Promise<string>;
}

/** The namespace of this test file: made before its first test, deleted after its last. */
export function useNamespace(topic: string): TestNamespace {
  const cluster = liveCluster();
  let made: Awaited<ReturnType<typeof aNamespace>> | undefined;
  beforeAll(async () => {
    made = await aNamespace(cluster, topic);
  }, 60_000);
  afterAll(async () => {
    await made?.remove();
  }, 120_000);
  const name = (): string => {
    if (made === undefined) throw new Error('the namespace is there from beforeAll on, not before');
    return made.name;
  };
  const run = (...words: readonly string[]): Promise<string> => kubectl(['-n', name(), ...words]);
  return {
    cluster,
    get name() {
      return name();
    },
    kubectl: run,
    async deploy(...apps) {
      await run('apply', ...apps.flatMap((app) => ['-f', join(folder, 'apps', app)]));
      const workloads = (await run('get', 'deployments,statefulsets', '-o', 'name')).split('\n').filter(Boolean);
      for (const workload of workloads) await run('rollout', 'status', workload, '--timeout=120s');
    },
    async apply(manifests) {
      await kubectl(['-n', name(), 'apply', '-f', '-'], manifests);
    },
    async urlOf(service) {
      const address = '{.spec.clusterIP}:{.spec.ports[0].port}';
      return `http://${await run('get', 'service', service, '-o', `jsonpath=${address}`)}`;
    },
  };
}

/** Prometheus of test/cluster, beside the API server; GAMEDAY_TEST_PROMETHEUS is that of a cluster of your own. */
export function prometheusUrl(): string {
  const named = process.env['GAMEDAY_TEST_PROMETHEUS'];
  const server = /server: *"?https?:\/\/([\d.]+)/.exec(readFileSync(kubeconfig(), 'utf8'))?.[1];
  return named ?? `http://${server}:9090`;
}

const folder = fileURLToPath(new URL('../cluster', import.meta.url));

async function kubectl(words: readonly string[], input?: string): Promise<string> {
  const beside = join(dirname(kubeconfig()), 'kubectl');
  const program = existsSync(beside) ? beside : 'kubectl';
  const running = promisify(execFile)(program, ['--kubeconfig', kubeconfig(), ...words]);
  running.child.stdin?.end(input);
  return (await running).stdout;
}

function kubeconfig(): string {
  if (KUBECONFIG === undefined) throw new Error('there is no cluster; npm run cluster:up');
  return KUBECONFIG;
}
