import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type LedgerEvent,
  type LedgerNode,
  type LedgerOptions,
  type RunningLedger,
  startLedger,
} from '../../../examples/ledger/start.ts';
import { entryPoint } from './build.ts';
import { call } from './client.ts';
import { eventually } from './eventually.ts';

/** A ledger in a directory of its own, and what it said. */
export interface TestLedger extends RunningLedger {
  readonly dir: string;
  readonly events: readonly LedgerEvent[];
}

const fastRestarts = ['--restart-delay', '20ms'];

export async function withLedger(
  options: Partial<LedgerOptions>,
  use: (ledger: TestLedger) => Promise<void>,
): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'ledger-'));
  const events: LedgerEvent[] = [];
  const onEvent = (event: LedgerEvent): void => {
    events.push(event);
    options.onEvent?.(event);
  };
  const given = {
    acknowledge: 'durable',
    port: 0,
    flushEvery: '30s',
    moreArguments: fastRestarts,
    ...options,
  } as const;
  const ledger = await startLedger({ ...given, dir, entryPoint, onEvent });
  try {
    await use({ ...ledger, dir, events });
  } finally {
    await ledger.stop();
    await rm(dir, { recursive: true });
  }
}

export function urlOf({ port }: LedgerNode): string {
  return `http://127.0.0.1:${port}`;
}

export async function pidOf({ pidFile }: LedgerNode): Promise<number> {
  return Number(await readFile(pidFile, 'utf8'));
}

/** The node that the front door takes for the leader, once a write to it would succeed. */
export function servingLeader(ledger: RunningLedger, isIt = (_name: string) => true): Promise<LedgerNode> {
  return eventually('a serving leader', async () => {
    const health = await call(`${ledger.url}/healthz`);
    if (health?.status !== 200 || !isIt(health.body.leader)) return undefined;
    return ledger.nodes.find(({ name }) => name === health.body.leader);
  });
}

/** The number of entries that every node has committed, once all agree. */
export function agreement(ledger: RunningLedger): Promise<number> {
  return eventually('all nodes serving, with the same committed sequence', async () => {
    const answers = await Promise.all(ledger.nodes.map((node) => call(`${urlOf(node)}/healthz`)));
    const [first, ...others] = answers.map((answer) => (answer?.status === 200 ? answer.body.committedSequence : null));
    return first !== null && others.every((sequence) => sequence === first) ? first : undefined;
  });
}

/** The followers have on their disks what this leader has in its log. */
export async function flushed(leader: LedgerNode): Promise<void> {
  await eventually('no lag of any follower', async () => {
    const health = await call(`${urlOf(leader)}/healthz`);
    const lags = Object.values<{ durable: number }>(health?.body.replicationLag ?? {});
    return lags.length > 0 && lags.every(({ durable }) => durable === 0) ? true : undefined;
  });
}

/** A dead process whose parent has not yet looked after it still has an entry: state Z. */
export function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
