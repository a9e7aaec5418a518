import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createCluster } from '../../activities/adapters/cluster.ts';
import type { Cluster } from '../../activities/cluster.ts';

export interface OwnCluster {
  readonly cluster: Cluster;
  readonly kubeconfig: string;
  /** Cuts the power of a node (1, 2, …), or of the control plane (0). */
  powerOff(machine: number): Promise<void>;
  /** Powers on all that are off; resolves when they are ready. */
  powerOn(): Promise<void>;
  /** A script of test/cluster, such as `chaos-mesh/up`, for this cluster. */
  run(script: string, ...words: readonly string[]): Promise<string>;
}

/** A cluster of this test file alone, bare, so that it may cut the power of machines while others go on in theirs. */
export function useOwnCluster(nodes = 1): OwnCluster {
  let place: Place | undefined;
  const here = (): Place => {
    if (place === undefined) throw new Error('the cluster is there from beforeAll on, not before');
    return place;
  };
  beforeAll(async () => {
    place = await freePlace(nodes);
    await place.run('up');
  }, 180_000);
  afterAll(async () => {
    if (place !== undefined) await leave(place);
  }, 60_000);
  return {
    get kubeconfig() {
      return join(here().dir, 'kubeconfig');
    },
    get cluster() {
      return createCluster({ env: { KUBECONFIG: this.kubeconfig } });
    },
    powerOff: async (machine) => void (await here().run('node', 'off', String(machine))),
    powerOn: async () => void (await here().run('up')),
    run: (script, ...words) => here().run(script, ...words),
  };
}

interface Place extends Pick<OwnCluster, 'run'> {
  readonly dir: string;
}

/** Each has a network of its own, which the name of its folder claims. */
async function freePlace(nodes: number): Promise<Place> {
  for (let second = 211; second < 230; second += 1) {
    const dir = join(tmpdir(), `gameday-cluster-10.${second}`);
    const place = { dir, run: runIn(dir, second, nodes) };
    if (existsSync(dir) && !(await isInUse(dir))) await leave(place);
    const claimed = await mkdir(dir).then(
      () => true,
      () => false,
    );
    if (!claimed) continue;
    await writeFile(join(dir, 'owner'), String(process.pid));
    return place;
  }
  throw new Error('19 clusters of tests are up on this machine');
}

/** Of a test run that was killed nobody takes its cluster down. */
async function isInUse(dir: string): Promise<boolean> {
  const owner = await readFile(join(dir, 'owner'), 'utf8').catch(() => String(process.pid));
  return existsSync(`/proc/${owner}`);
}

async function leave({ dir, run }: Place): Promise<void> {
  await run('down');
  await rm(dir, { recursive: true, force: true });
}

function runIn(dir: string, second: number, nodes: number): OwnCluster['run'] {
  const env = {
    ...process.env,
    GAMEDAY_CLUSTER_DIR: dir,
    GAMEDAY_CLUSTER_NAME: `gd${second}`,
    GAMEDAY_CLUSTER_NET: `10.${second}`,
    GAMEDAY_CLUSTER_NODES: String(nodes),
    GAMEDAY_CLUSTER_IMAGES: 'busybox|node',
  };
  return async (script, ...words) => {
    const path = fileURLToPath(new URL(`../cluster/${script}`, import.meta.url));
    return (await promisify(execFile)(path, words, { env })).stdout;
  };
}
