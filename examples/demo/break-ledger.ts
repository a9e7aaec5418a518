import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { announce } from '../../client/commands/announce.ts';
import { loadPlan } from '../../client/documents/plan.ts';
import { problemsAsText } from '../../client/documents/problem.ts';
import { invalid } from '../../client/failure.ts';
import { type Concluded, followAsOwner } from '../../client/following/follow-as-owner.ts';
import type { GameDayClient } from '../../client/game-day-client.ts';
import type { Output } from '../../client/output.ts';
import { packageFolder } from '../../client/package-version.ts';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import { type RunningLedger, startLedger } from '../ledger/start.ts';

/** What both parts of the demo play on. */
export interface Stage {
  readonly client: GameDayClient;
  readonly output: Output;
  readonly store: string;
  readonly signal: AbortSignal;
}

const EXPERIMENT = 'experiments/catalogue/ledger-survives-losing-its-leader.yaml';
const STORY = {
  early: 'Experiment 1: the ledger acknowledges a write before it is on any disk.',
  durable: 'Experiment 2: the ledger acknowledges a write when a majority has it on disk.',
} as const;

/** Starts a ledger with a folder of its own, kills its leader in a game day, and stops the ledger. */
export async function breakLedger(acknowledge: 'early' | 'durable', stage: Stage): Promise<Concluded> {
  const { client, output, store, signal } = stage;
  output.text(`\n${STORY[acknowledge]}\n`);
  const dir = await mkdtemp(join(store, `ledger-${acknowledge}-`));
  const ledger = await startLedger({ acknowledge, dir, port: 0, flushEvery: '30s', entryPoint: LEDGER });
  try {
    signal.throwIfAborted();
    const { id } = announce(await client.start(planFor(ledger, dir)), client, output);
    return await followAsOwner({ client, id, output, by: 'the demo', store });
  } finally {
    await ledger.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

const LEDGER = fileURLToPath(new URL('../ledger/main.js', import.meta.url));

function planFor({ url }: RunningLedger, dir: string): GameDayPlan {
  const loaded = loadPlan(join(packageFolder(), EXPERIMENT), {
    requestedBy: 'the demo',
    vars: { ledgerUrl: url, ledgerDir: dir },
  });
  if ('plan' in loaded) return loaded.plan;
  throw invalid(problemsAsText(loaded.problems));
}
