import type { ArtefactReference, SliCurve, SliResult } from '../../../experiments/definition/outcome.ts';
import type { Sli } from '../../../experiments/definition/sli.ts';
import { failure, FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';
import { running } from '../../running.ts';
import { isLoadSli } from '../load-source.ts';
import { journalPath, measurementsPath } from '../paths.ts';
import type { Samplings } from '../samplings.ts';
import { accountLoad } from './account-load.ts';
import { accountSli } from './account-sli.ts';
import { readSamples } from './coverage.ts';
import type { Boundaries } from './phase-of.ts';

export interface AccountInput extends Boundaries {
  readonly runId: string;
  readonly slis: readonly Sli[];
}

export interface Account {
  readonly slis: readonly SliResult[];
  readonly measurements: ArtefactReference;
}

/** Ends the sampling, reads everything back, and keeps the curves in the store. */
export function createAccountSlis(ports: Ports, samplings: Samplings) {
  return async ({ runId, slis, ...boundaries }: AccountInput): Promise<Account> => {
    const { signal } = running();
    const { firstFaultAt } = boundaries;
    await samplings.end(runId);
    const { samples, coverage } = readSamples(await readJournal(runId, boundaries, ports), boundaries);
    const curves: SliCurve[] = [];
    for (const [at, sli] of slis.entries()) {
      const own = samples.filter((one) => one.s === at);
      const writes = isLoadSli(sli) ? await accountLoad(sli, { runId, at, firstFaultAt, ports, signal }) : undefined;
      curves.push(accountSli(sli, { samples: own, coverage }, boundaries, writes));
    }
    const measurements = await ports.store.write(measurementsPath(runId), JSON.stringify(curves));
    return { slis: curves.map(withoutCurve), measurements };
  };
}

/** Before the first fault nothing needs to be measured; afterwards samples that are not here are somewhere else, or lost. */
async function readJournal(
  runId: string,
  { firstFaultAt }: Boundaries,
  { store, processes }: Ports,
): Promise<readonly string[]> {
  const path = journalPath(runId);
  const journal = store.journal(path);
  const lines = await journal.read();
  await journal.close();
  if (lines.length > 0 || firstFaultAt === undefined) return lines;
  throw failure(
    FailureType.artefactMissing,
    `No samples of ${runId} on ${processes.host}: nothing is in ${store.absolute(path)}. They are on the worker that took them, or none were taken.`,
  );
}

function withoutCurve({
  unit: _unit,
  buckets: _buckets,
  histogram: _histogram,
  thresholds: _thresholds,
  ...result
}: SliCurve): SliResult {
  return result;
}
