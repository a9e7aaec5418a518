import { parseSlowAppends, type SlowAppends } from '../api/slow-appends.ts';
import { type Address, type Answer, exchange, NoAnswer } from '../http/exchange.ts';
import type { Routes } from '../http/server.ts';
import type { Cluster } from './cluster.ts';
import { askHealth } from './watch-health.ts';

const forwardTimeoutMs = 5_000;
const healthTimeoutMs = 500;

/** The stable address: what a node offers, answered by whoever leads now. */
export function frontDoorRoutes(cluster: Cluster): Routes {
  const toLeader = (method: string, path: string, body?: unknown): Promise<Answer> | Answer =>
    cluster.leader === undefined ? noLeader : forward(cluster.leader.node, method, path, body);
  return {
    'POST /entries': ({ body }) => toLeader('POST', '/entries', body),
    'GET /entries': () => toLeader('GET', '/entries'),
    'GET /entries/:id': ({ id }) => toLeader('GET', `/entries/${encodeURIComponent(id)}`),
    'GET /healthz': () => health(cluster),
    'GET /faults/slow-appends': () => toLeader('GET', '/faults/slow-appends'),
    'PUT /faults/slow-appends': ({ body }) => switchEveryNode(cluster, parseSlowAppends(body)),
  };
}

const noLeader: Answer = { status: 503, body: { applied: false, error: 'there is no leader' } };

async function forward(
  { name, host, port }: Address & { readonly name: string },
  method: string,
  path: string,
  body: unknown,
): Promise<Answer> {
  try {
    return await exchange({ host, port, method, path, body, timeoutMs: forwardTimeoutMs });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const text = `${name}: ${error.message}`;
    if (error.reason === 'refused') return { status: 503, body: { applied: false, error: text } };
    return { status: error.reason === 'timeout' ? 504 : 502, body: { applied: 'unknown', error: text } };
  }
}

async function health(cluster: Cluster): Promise<Answer> {
  const { leader, epoch } = cluster;
  // Asked now, not taken from the last round: whoever asks wants to know whether a write would succeed.
  const ofLeader = leader === undefined ? null : await askHealth(leader.node, healthTimeoutMs);
  const isServing = ofLeader?.role === 'leader' && ofLeader.reachesMajority === true;
  const nodes = cluster.nodes.map((node) => {
    const last = node === leader?.node ? ofLeader : cluster.lastHealthOf(node);
    return { name: node.name, pid: node.pid, port: node.port, role: null, ...last };
  });
  return { status: isServing ? 200 : 503, body: { leader: leader?.node.name ?? null, epoch, nodes } };
}

/** A node that is not up needs no order: it starts with the switch off. */
async function switchEveryNode({ nodes }: Cluster, setting: SlowAppends): Promise<Answer> {
  const running = nodes.filter(({ isListening }) => isListening);
  const answers = await Promise.all(running.map((node) => forward(node, 'PUT', '/faults/slow-appends', setting)));
  const notSwitched = running.filter((_, index) => answers[index]?.status !== 200).map(({ name }) => name);
  if (notSwitched.length === 0) return answers[0] ?? noLeader;
  return {
    status: 502,
    body: { applied: 'unknown', error: `${notSwitched.join(' and ')} may not have been switched` },
  };
}
