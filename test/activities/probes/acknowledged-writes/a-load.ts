import type { HttpRequest, Ports } from '../../../../activities/ports.ts';
import { loadProbes } from '../../../../activities/probes/index.ts';
import { acknowledgedWrites as settingsOf } from '../../../../experiments/definition/probes/acknowledged-writes.ts';
import { fakeHttp, type FakeAnswer } from '../../../support/fake-http.ts';
import { memoryJournal, type MemoryJournal } from '../../../support/memory-journal.ts';
import { probePorts } from '../probe-ports.ts';
import { stopAfterwards } from '../stop-loads.ts';

export const RUN_ID = 'run-7';
export const probe = loadProbes['acknowledged-writes'];
export const aStore = (settings: object = {}) => settingsOf.parse({ url: 'http://127.0.0.1:1', ...settings });

/** A load on a fake store that answers the nth request (from 1) as told, and a promise of that request. */
export async function startLoad(
  answer: (request: HttpRequest, nth: number) => FakeAnswer | Promise<FakeAnswer>,
  { settings = {}, journal = memoryJournal(), ports = {} }: LoadOptions = {},
) {
  const waiting: { readonly nth: number; readonly resolve: () => void }[] = [];
  const http = fakeHttp((request) => {
    const nth = http.requests.length;
    for (const each of waiting) if (each.nth <= nth) each.resolve();
    return answer(request, nth);
  });
  const session = await probe.start({
    settings: aStore({ writersPerSecond: 200, readBack: 0, timeout: '5s', ...settings }),
    runId: RUN_ID,
    journal,
    ports: probePorts({ http, ...ports }),
  });
  stopAfterwards(session);
  const untilRequest = (nth: number) => new Promise<void>((resolve) => void waiting.push({ nth, resolve }));
  return { session, http, journal, untilRequest };
}

interface LoadOptions {
  readonly settings?: object;
  readonly journal?: MemoryJournal;
  readonly ports?: Partial<Ports>;
}

export function recordsIn(journal: MemoryJournal): readonly Readonly<Record<string, unknown>>[] {
  return journal.lines.map((line) => JSON.parse(line));
}

export function idsIn(requests: readonly HttpRequest[]): readonly string[] {
  return requests.filter(({ method }) => method === 'POST').map(({ body }) => idOf(body));
}

function idOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : 'no id';
}
