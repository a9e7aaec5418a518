import type { ApplicationFailure } from '@temporalio/common';
import { AxiosError, type AxiosInstance, type AxiosResponse, create } from 'axios';
import { once } from 'node:events';
import { ClientRequest } from 'node:http';
import { failure, FailureType } from '../failures.ts';
import type { Access, ClusterAccess } from './cluster-access.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly contentType?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** What is not so when it fails: `Pod shop/web-1 was not read`. */
  readonly about: string;
}

export interface ApiAnswer {
  readonly status: number;
  /** Parsed when it is JSON, else its text. */
  readonly body: unknown;
  readonly date?: string | undefined;
  readonly retryAfter?: string | undefined;
}

export type Ask = (request: ApiRequest) => Promise<ApiAnswer>;

const MAX_BYTES = 64 * 1024 * 1024;

/** One request to the API server, and its answer, whatever it is. Fails when there is none. */
export function clusterRequests(access: ClusterAccess, timeoutMs: number): Ask {
  const instance = create({
    proxy: false,
    // Nobody else gets our token.
    maxRedirects: 0,
    validateStatus: () => true,
    maxContentLength: MAX_BYTES,
    maxBodyLength: MAX_BYTES,
    responseType: 'text',
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
  });
  return async (request) => {
    const granted = await unlessStopped(access.get(request.about), request.signal);
    const answer = await exchanged(instance, granted, request, timeoutMs);
    if (answer.status !== 401) return answer;
    const renewed = await unlessStopped(access.renewed(request.about, granted), request.signal);
    return exchanged(instance, renewed, request, timeoutMs);
  };
}

async function exchanged(
  instance: AxiosInstance,
  access: Access,
  request: ApiRequest,
  timeoutMs: number,
): Promise<ApiAnswer> {
  // axios counts only silence between bytes; this limit is for the whole exchange.
  const limit = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    limit.abort();
  }, timeoutMs);
  const stop = () => limit.abort();
  request.signal?.addEventListener('abort', stop);
  const send = () => instance.request<string>({ ...inAxiosWords(access, request), signal: limit.signal });
  try {
    return answerOf(
      await send().catch((error: unknown) => (isStaleSocket(error, request) ? send() : Promise.reject(error))),
    );
  } catch (error) {
    request.signal?.throwIfAborted();
    // Without the error of axios as its cause, which holds the headers.
    throw notReached(request.about, access, late ? `no answer within ${timeoutMs} ms` : reasonOf(error));
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', stop);
  }
}

/** A plug-in may take its time. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  signal.throwIfAborted();
  const over = new AbortController();
  // Rejects when nobody waits any more.
  const stopped = once(signal, 'abort', { signal: over.signal }).catch(() => {});
  try {
    await Promise.race([work, stopped]);
    signal.throwIfAborted();
    return await work;
  } finally {
    over.abort();
  }
}

export const notReached = (about: string, { server, context }: Access, reason: string): ApplicationFailure =>
  failure(
    FailureType.effectFailed,
    `${about}: the API server ${server} was not reached (${reason}). See whether it is up: kubectl --context ${context} get --raw /readyz`,
  );

function inAxiosWords({ server, headers, agent }: Access, { method, path, query = {}, contentType, body }: ApiRequest) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  const text = asked.toString();
  const type = body === undefined ? {} : { 'content-type': contentType ?? 'application/json' };
  return {
    method,
    url: `${server}${path}${text === '' ? '' : `?${text}`}`,
    headers: { accept: 'application/json', 'user-agent': 'gameday', ...type, ...headers },
    httpAgent: agent,
    httpsAgent: agent,
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  };
}

function answerOf({ status, data, headers }: AxiosResponse<string>): ApiAnswer {
  const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
  return { status, body: jsonOrText(data ?? ''), date: header('date'), retryAfter: header('retry-after') };
}

export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The server had closed a kept connection at that very moment. Only reading may be done twice. */
function isStaleSocket(error: unknown, { method }: ApiRequest): boolean {
  if (method !== 'GET' || !(error instanceof AxiosError)) return false;
  const request: unknown = error.request;
  return request instanceof ClientRequest && request.reusedSocket && error.code === 'ECONNRESET';
}

export function reasonOf(error: unknown): string {
  const { code = '', message = '' } = (error ?? {}) as { readonly code?: string; readonly message?: string };
  return (message.includes(code) ? message : `${code} ${message}`.trim()) || 'no reason is known';
}
