import { createHash } from 'node:crypto';

/** A folder of the store for one experiment: readable, and unique although ids contain slashes. */
export function runFolder(runId: string): string {
  const hash = createHash('sha256').update(runId).digest('hex').slice(0, 8);
  return `runs/${runId.replaceAll(/[^a-zA-Z0-9-]+/g, '_').slice(0, 120)}-${hash}`;
}

export const journalPath = (runId: string): string => `${runFolder(runId)}/samples.ndjson`;
export const loadJournalPath = (runId: string, at: number): string => `${runFolder(runId)}/load-${at}.ndjson`;
export const measurementsPath = (runId: string): string => `${runFolder(runId)}/measurements.json`;
