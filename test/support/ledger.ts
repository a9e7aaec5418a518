import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPlan } from '../../client/documents/plan.ts';
import { startLedger, type RunningLedger } from '../../examples/ledger/start.ts';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';

const entryPoint = fileURLToPath(new URL('../../dist/examples/ledger/main.js', import.meta.url));

export interface TestLedger extends RunningLedger {
  readonly dir: string;
}

/** The real ledger of examples/ledger, on free ports, in a folder of its own. */
export async function ledger(acknowledge: 'early' | 'durable'): Promise<TestLedger> {
  const dir = await mkdtemp(join(tmpdir(), 'gameday-ledger-'));
  const running = await startLedger({ acknowledge, dir, port: 0, flushEvery: '30s', entryPoint });
  return {
    ...running,
    dir,
    async stop() {
      await running.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The variables that a document about the ledger's processes needs. */
export const varsOf = ({ url, dir }: TestLedger): Record<string, string> => ({ ledgerUrl: url, ledgerDir: dir });

/** A document of the catalogue as a plan. */
export function catalogued(name: string, vars: Record<string, string>): GameDayPlan {
  const file = fileURLToPath(new URL(`../../experiments/catalogue/${name}.yaml`, import.meta.url));
  const loaded = loadPlan(file, { requestedBy: 'a test', vars });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.plan;
}
