import type { WriteAccount } from '../../../experiments/definition/outcome.ts';
import type { Ports } from '../../ports.ts';
import { loadProbes } from '../../probes/index.ts';
import type { LoadSli } from '../load-source.ts';
import { loadJournalPath } from '../paths.ts';

export interface LoadAccountCall {
  readonly runId: string;
  /** Index of the SLI in its experiment. */
  readonly at: number;
  readonly firstFaultAt: number | undefined;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

export async function accountLoad(
  sli: LoadSli,
  { runId, at, firstFaultAt, ports, signal }: LoadAccountCall,
): Promise<WriteAccount> {
  const journal = ports.store.journal(loadJournalPath(runId, at));
  try {
    const lines = await journal.read();
    return await loadProbes[sli.kind].account({
      settings: ports.secrets.resolve(sli.settings),
      journal: lines,
      firstFaultAt,
      signal,
      ports,
    });
  } finally {
    await journal.close();
  }
}
