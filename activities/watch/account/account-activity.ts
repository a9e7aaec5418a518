import type { ArtefactReference, SliCurve, SliResult } from '../../../experiments/definition/outcome.ts';
import type { Sli } from '../../../experiments/definition/sli.ts';
import { failure, FailureType } from '../../failures.ts';
import type { Ports } from '../../ports.ts';
import { running } from '../../running.ts';
import { accountLoad, isLoadSli } from '../load.ts';
import { journalPath, measurementsPath } from '../paths.ts';
import { parseSample, type SampleRecord } from '../sample.ts';
import type { Samplings } from '../samplings.ts';
import { accountSli } from './account-sli.ts';
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
    await samplings.end(runId);
    const samples = await readSamples(runId, ports);
    const curves: SliCurve[] = [];
    for (const [at, sli] of slis.entries()) {
      const own = samples.filter((one) => one.s === at);
      const writes = isLoadSli(sli) ? await accountLoad(runId, at, sli, boundaries.firstFaultAt, ports, signal) : undefined;
      curves.push(accountSli(sli, own, boundaries, writes));
    }
    const measurements = await ports.store.write(measurementsPath(runId), JSON.stringify(curves));
    return { slis: curves.map(withoutCurve), measurements };
  };
}

async function readSamples(runId: string, ports: Ports): Promise<readonly SampleRecord[]> {
  const path = journalPath(runId);
  const text = await ports.store.readText(path);
  if (text === undefined) {
    throw failure(FailureType.artefactMissing, `No samples of ${runId} on ${ports.processes.host}: ${ports.store.absolute(path)} is not there. They are on the worker that took them, or none were taken.`);
  }
  return text
    .split('\n')
    .flatMap((line) => parseSample(line) ?? [])
    .toSorted((a, b) => a.i - b.i);
}

function withoutCurve({ unit: _unit, buckets: _buckets, histogram: _histogram, thresholds: _thresholds, ...result }: SliCurve): SliResult {
  return result;
}
