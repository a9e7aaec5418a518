import type { AcknowledgedWrites } from '../../../experiments/definition/probes/acknowledged-writes.ts';
import type { Ports } from '../../ports.ts';
import { excerpt } from '../excerpt.ts';
import { judgeAnswer } from '../judge-answer.ts';
import { parseJson } from '../parse-json.ts';
import type { FinalRead } from './check-writes.ts';
import { readAllUrl } from './store-urls.ts';
import { isIdOf } from './write-id.ts';

/** Reading everything may take longer than one write may. */
const READ_TIMEOUT_MS = 10_000;
const TRY_FOR_MS = 15_000;
const PAUSE_MS = 250;

export interface ReadCall {
  readonly settings: AcknowledgedWrites;
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly ports: Ports;
}

export type Everything = { readonly entries: FinalRead } | { readonly problem: string };

/** Reads all entries and keeps ours. Tries again for some seconds: the store may only just have come back. */
export async function readEverything(call: ReadCall): Promise<Everything> {
  const { clock } = call.ports;
  const giveUpAt = clock.monotonic() + TRY_FOR_MS;
  for (;;) {
    const everything = await readOnce(call);
    if ('entries' in everything || call.signal.aborted || clock.monotonic() >= giveUpAt) return everything;
    await clock.sleep(PAUSE_MS, call.signal).catch(() => undefined);
  }
}

async function readOnce({ settings, runId, signal, ports }: ReadCall): Promise<Everything> {
  if (signal.aborted) return { problem: 'it was cancelled' };
  const { headers } = settings;
  const request = { method: 'GET', url: readAllUrl(settings), headers, timeoutMs: READ_TIMEOUT_MS, signal };
  try {
    const answer = await ports.http.request(request);
    const judged = judgeAnswer(answer, { status: [200] }, (text) => ports.secrets.hide(text));
    if (answer.outcome !== 'answered' || judged.result !== 'good') return { problem: judged.detail };
    const ids = idsIn(answer.text);
    return ids ? { entries: countOurs(ids, runId) } : { problem: 'the answer is not {"entries": [{"id": ...}]}' };
  } catch (error) {
    return { problem: excerpt(ports.secrets.hide(String(error))) };
  }
}

function idsIn(text: string): readonly string[] | undefined {
  const body = parseJson(text);
  if (!body.isJson || !hasEntries(body.value)) return undefined;
  const ids = body.value.entries.map(idOf);
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

function hasEntries(value: unknown): value is { readonly entries: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'entries' in value && Array.isArray(value.entries);
}

function idOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return undefined;
  return typeof entry.id === 'string' ? entry.id : undefined;
}

/** What others wrote is no business of ours: the store need not have been empty. */
function countOurs(ids: readonly string[], runId: string): FinalRead {
  const counts = new Map<string, number>();
  for (const id of ids) if (isIdOf(runId, id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
