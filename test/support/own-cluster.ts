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
  let place: ClusterPlace | undefined;
  let cluster: Cluster | undefined;
  const here = (): ClusterPlace => {
    if (place === undefined) throw new Error('the cluster is there from beforeAll on, not before');
    return place;
  };
  beforeAll(async () => {
    place = await freePlace(nodes);
    await place.run('up');
  }, 180_000);
  afterAll(async () => {
    await place?.leave();
  }, 60_000);
  return {
    get kubeconfig() {
      return join(here().dir, 'kubeconfig');
    },
    get cluster() {
      return (cluster ??= createCluster({ env: { KUBECONFIG: this.kubeconfig } }));
    },
    powerOff: async (machine) => void (await here().run('node', 'off', String(machine))),
    powerOn: async () => void (await here().run('up')),
    run: (script, ...words) => here().run(script, ...words),
  };
}

/** Where a cluster can be: a folder, and names and addresses that nobody else has. */
export interface ClusterPlace extends Pick<OwnCluster, 'run'> {
  readonly dir: string;
  /** What the names of its machines begin with. */
  readonly name: string;
  /** What its addresses begin with. */
  readonly net: string;
  /** Takes the cluster down, and gives the place back. */
  leave(): Promise<void>;
}

export async function freePlace(nodes: number): Promise<ClusterPlace> {
  for (let second = 211; second < 230; second += 1) {
    const place = placeAt(second, nodes);
    if (existsSync(place.dir) && !(await isInUse(place))) await place.leave();
    const claimed = await mkdir(place.dir).then(
      () => true,
      () => false,
    );
    if (!claimed) continue;
    await writeFile(`${place.dir}.owner`, String(process.pid));
    return place;
  }
  throw new Error('19 clusters of tests are up on this machine');
}

/** Of a test run that was killed nobody takes the cluster down. */
async function isInUse({ dir }: ClusterPlace): Promise<boolean> {
  const owner = await readFile(`${dir}.owner`, 'utf8').catch(() => String(process.pid));
  return existsSync(`/proc/${owner}`);
}

function placeAt(second: number, nodes: number): ClusterPlace {
  const dir = join(tmpdir(), `gameday-cluster-10.${second}`);
  const [name, net] = [`gd${second}`, `10.${second}`];
  const env = {
    ...process.env,
    GAMEDAY_CLUSTER_DIR: dir,
    GAMEDAY_CLUSTER_NAME: name,
    GAMEDAY_CLUSTER_NET: net,
    GAMEDAY_CLUSTER_NODES: String(nodes),
    GAMEDAY_CLUSTER_IMAGES: 'busybox|node',
  };
  const run: ClusterPlace['run'] = async (script, ...words) => {
    const path = fileURLToPath(new URL(`../cluster/${script}`, import.meta.url));
    return (await promisify(execFile)(path, words, { env })).stdout;
  };
  const leave = async (): Promise<void> => {
    await run('down');
    await rm(dir, { recursive: true, force: true });
    await rm(`${dir}.owner`, { force: true });
  };
  return { dir, name, net, run, leave };
}
