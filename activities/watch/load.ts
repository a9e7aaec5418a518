import { loadProbeSettings, type LoadProbeKind } from '../../experiments/definition/probes/index.ts';
import type { WriteAccount } from '../../experiments/definition/outcome.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import { loadProbes } from '../probes/index.ts';
import type { LoadSession } from '../probes/probe.ts';
import type { Ports } from '../ports.ts';
import { loadJournalPath } from './paths.ts';

export type LoadSli = Extract<Sli, { kind: LoadProbeKind }>;

export const isLoadSli = (sli: Sli): sli is LoadSli => sli.kind in loadProbeSettings;

export function startLoad(runId: string, at: number, sli: LoadSli, ports: Ports): Promise<LoadSession> {
  const journal = ports.store.journal(loadJournalPath(runId, at));
  return loadProbes[sli.kind].start({ settings: ports.secrets.resolve(sli.settings), runId: `${runId}#${at}`, journal, ports });
}

export async function accountLoad(
  runId: string,
  at: number,
  sli: LoadSli,
  firstFaultAt: number | undefined,
  ports: Ports,
  signal: AbortSignal,
): Promise<WriteAccount> {
  const journal = ports.store.journal(loadJournalPath(runId, at));
  try {
    const lines = await journal.read();
    return await loadProbes[sli.kind].account({ settings: ports.secrets.resolve(sli.settings), journal: lines, firstFaultAt, signal, ports });
  } finally {
    await journal.close();
  }
}
