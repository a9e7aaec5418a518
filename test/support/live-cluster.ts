import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createCluster } from '../../activities/adapters/cluster.ts';
import type { Cluster } from '../../activities/cluster.ts';
import { eventually } from './eventually.ts';

const cache = process.env['GAMEDAY_CACHE'] ?? join(homedir(), '.cache/gameday');

/** The cluster for tests: `npm run cluster:up`, or one of your own. Undefined when there is none. */
export const KUBECONFIG: string | undefined = [
  process.env['GAMEDAY_TEST_KUBECONFIG'],
  join(process.env['GAMEDAY_CLUSTER_DIR'] ?? join(cache, 'cluster'), 'kubeconfig'),
].find((file) => file !== undefined && existsSync(file));

/** `describe` while there is a cluster; else its tests are counted as skipped, in the open. */
export const onCluster = (what: string, tests: () => void): void =>
  (KUBECONFIG === undefined ? describe.skip : describe)(what, tests);

export const liveCluster = (): Cluster => createCluster({ env: { KUBECONFIG } });

/** A namespace of the test alone. `remove` resolves when it, and all that is in it, is gone. */
export async function aNamespace(
  cluster: Cluster,
  topic: string,
): Promise<{ readonly name: string; readonly remove: () => Promise<void> }> {
  const name = `t-${topic}-${randomBytes(3).toString('hex')}`;
  const key = { apiVersion: 'v1', kind: 'Namespace', name };
  const created = await cluster.create(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    { manager: 'test' },
  );
  if (created.outcome !== 'written') throw new Error(`namespace ${name} was not created: ${created.outcome}`);
  return {
    name,
    async remove() {
      await cluster.delete(key);
      await eventually(async () => (await cluster.get(key)) === undefined, 110_000, `namespace ${name} is gone`);
    },
  };
}
