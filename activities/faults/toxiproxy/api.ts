import { failure, FailureType } from '../../failures.ts';
import { isMapping, type Mapping } from '../../kubernetes/json.ts';
import type { FaultCall } from '../driver.ts';

const READ_WITHIN_MS = 5_000;
const WRITE_WITHIN_MS = 15_000;

export type OnProxy = Omit<FaultCall<'toxiproxy'>, 'baseline'>;

export interface Toxic {
  readonly name: string;
  readonly type: string;
  readonly stream: string;
  readonly toxicity: number;
  readonly attributes: Readonly<Record<string, number>>;
}

export interface Proxy {
  readonly name: string;
  readonly listen: string;
  readonly enabled: boolean;
  readonly toxics: readonly Toxic[];
}

export const labelOf = ({ settings, target }: Pick<OnProxy, 'settings' | 'target'>): string =>
  `proxy "${settings.proxy}" of ${target.label}`;

/** Where the proxy is in the API, with what comes below it. */
export function addressOf(
  { settings, target }: Pick<OnProxy, 'settings' | 'target'>,
  ...below: readonly string[]
): string {
  if (target.kind !== 'application') {
    throw failure(FailureType.unsupported, `${target.label} is no application: the target is the API of a Toxiproxy.`);
  }
  const parts = ['proxies', settings.proxy, ...below].map((part) => encodeURIComponent(part));
  return `${target.url.replace(/\/+$/, '')}/${parts.join('/')}`;
}

/** Undefined when there is no such proxy, as after a restart of Toxiproxy, which keeps everything in memory only. */
export async function readProxy(call: OnProxy): Promise<Proxy | undefined> {
  const { status, text } = await ask(call, 'GET', addressOf(call));
  if (status === 404) return undefined;
  const found = status === 200 ? parsed(text) : undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the API of Toxiproxy since its version 2
  if (found !== undefined && Array.isArray(found['toxics'])) return found as unknown as Proxy;
  throw strange(call, 'GET', { status, text });
}

export async function requireProxy(call: OnProxy): Promise<Proxy> {
  const found = await readProxy(call);
  if (found !== undefined) return found;
  const { text } = await ask(call, 'GET', addressOf(call).replace(/\/[^/]*$/, ''));
  const known = Object.keys(parsed(text) ?? {});
  throw failure(
    FailureType.targetMissing,
    `${labelOf(call)} was not touched: there is none of that name. ` +
      `${known.length === 0 ? 'It has no proxy at all' : `It has ${known.toSorted().join(', ')}`}. Correct "proxy" of the fault.`,
  );
}

/**
 * Done, or there was nothing to do it to. Not stopped by a signal: a request that was given up may still take effect later,
 * after the undo has looked.
 */
export async function change(
  call: OnProxy,
  method: 'POST' | 'DELETE',
  url: string,
  body?: Mapping,
): Promise<'done' | 'gone' | 'there already'> {
  const answer = await ask(call, method, url, { body, isWrite: true });
  if (answer.status >= 200 && answer.status < 300) return 'done';
  if (answer.status === 404) return 'gone';
  if (answer.status === 409) return 'there already';
  throw strange(call, method, answer);
}

async function ask(
  { ports, target, signal }: OnProxy,
  method: string,
  url: string,
  { body, isWrite = false }: { readonly body?: Mapping | undefined; readonly isWrite?: boolean } = {},
) {
  const how = isWrite ? { timeoutMs: WRITE_WITHIN_MS } : { timeoutMs: READ_WITHIN_MS, signal };
  const answer = await ports.http.request({ method, url, body, ...how });
  if (answer.outcome === 'answered') return answer;
  throw failure(
    FailureType.effectFailed,
    `The API of Toxiproxy did not answer (${target.label}): ${answer.reason}. Look whether it runs.`,
  );
}

function strange(call: OnProxy, method: string, { status, text }: { readonly status: number; readonly text: string }) {
  const seen = JSON.stringify(text.length <= 200 ? text : `${text.slice(0, 199)}…`);
  const refused = status >= 400 && status < 500 && status !== 429;
  return failure(
    refused ? FailureType.unsupported : FailureType.effectFailed,
    `${labelOf(call)}: ${method} was answered with status ${status}: ${seen}. Is this the API of a Toxiproxy?`,
  );
}

function parsed(text: string): Mapping | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
