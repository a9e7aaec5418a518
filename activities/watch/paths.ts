import { createHash } from 'node:crypto';

/** A folder of the store for one experiment: readable, and unique although ids contain slashes. */
export function runFolder(runId: string): string {
  const hash = createHash('sha256').update(runId).digest('hex').slice(0, 8);
  return `runs/${runId.replaceAll(/[^a-zA-Z0-9-]+/g, '_').slice(0, 120)}-${hash}`;
}

/** Begins the id of every write of one load: short, because people read it in reports, and of this run and SLI alone. */
export const loadTag = (runId: string, at: number): string =>
  createHash('sha256').update(`${runId}#${at}`).digest('hex').slice(0, 10);

export const journalPath = (runId: string): string => `${runFolder(runId)}/samples.ndjson`;
export const loadJournalPath = (runId: string, at: number): string => `${runFolder(runId)}/load-${at}.ndjson`;
export const measurementsPath = (runId: string): string => `${runFolder(runId)}/measurements.json`;
