import { once } from 'node:events';
import { serve } from '../http/server.ts';
import { Cluster } from '../supervisor/cluster.ts';
import { say, sayReady } from '../supervisor/events.ts';
import { frontDoorRoutes } from '../supervisor/front-door.ts';
import { textOf } from '../text-of.ts';
import { keepRolesLabelled } from './label-roles.ts';
import { PodNode } from './pod-node.ts';
import { frontDoorPort, healthEveryMs, leaderTimeoutMs, podsFrom } from './settings.ts';

const maxBodyBytes = 64 * 1024;

/** The pod that elects a leader among the pods of the StatefulSet, labels it, and forwards to it. */
const pods = podsFrom(process.env);
const nodes = pods.map((pod) => () => new PodNode(pod, healthEveryMs));
const cluster = new Cluster({ nodes, healthEveryMs, leaderTimeoutMs });
const onFailure = (error: unknown): void => say('internal-error', { error: textOf(error) });
const server = await serve({
  routes: frontDoorRoutes(cluster),
  host: '0.0.0.0',
  port: frontDoorPort,
  maxBodyBytes,
  onFailure,
});
sayReady({ port: frontDoorPort, nodes: pods.map(({ name }) => name) });
keepRolesLabelled(cluster, onFailure);
void cluster.start();
await once(process, 'SIGTERM');
server.close();
process.exit(0);
