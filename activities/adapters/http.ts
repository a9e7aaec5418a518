import { AxiosError, type AxiosInstance, type AxiosRequestConfig, create } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Http, HttpAnswer, HttpRequest } from '../ports.ts';

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

export function createHttp(): Http {
  const instance = create({
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
    // A probe must reach the target itself, not what a proxy says of it.
    proxy: false,
    validateStatus: () => true,
    maxRedirects: 3,
    maxContentLength: MAX_ANSWER_BYTES,
    maxBodyLength: MAX_ANSWER_BYTES,
    responseType: 'text',
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
  });
  return { request: (request) => ask(instance, request) };
}

async function ask(instance: AxiosInstance, request: HttpRequest): Promise<HttpAnswer> {
  assertHttpUrl(request.url);
  const began = performance.now();
  const latencyMs = () => performance.now() - began;
  // axios counts only silence between bytes; this limit is for the whole exchange.
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), request.timeoutMs);
  const stop = () => limit.abort();
  request.signal?.addEventListener('abort', stop);
  if (request.signal?.aborted) stop();
  let redirected = false;
  try {
    const answer = await instance.request<string>({
      ...inAxiosWords(request),
      signal: limit.signal,
      beforeRedirect: () => {
        redirected = true;
      },
    });
    return { outcome: 'answered', status: answer.status, text: answer.data ?? '', latencyMs: latencyMs() };
  } catch (error) {
    if (request.signal?.aborted)
      return { outcome: 'lost', reason: 'stopped before the answer', latencyMs: latencyMs() };
    if (limit.signal.aborted) {
      return { outcome: 'lost', reason: `no answer within ${request.timeoutMs} ms`, latencyMs: latencyMs() };
    }
    if (!(error instanceof AxiosError)) throw error;
    const outcome = !redirected && neverSent(error) ? 'refused' : 'lost';
    return { outcome, reason: reasonOf(error), latencyMs: latencyMs() };
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', stop);
  }
}

function assertHttpUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : undefined;
  if (protocol === 'http:' || protocol === 'https:') return;
  throw new TypeError(`No request was made: "${url}" is not a URL that begins with http:// or https://.`);
}

function inAxiosWords({ method, url, headers, body }: HttpRequest): AxiosRequestConfig {
  const isText = typeof body === 'string';
  const type = body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' };
  return {
    method,
    url,
    headers: { 'user-agent': 'gameday', ...type, ...headers },
    ...(body === undefined ? {} : { data: isText ? body : JSON.stringify(body) }),
  };
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** Only what failed while connecting was surely never sent; the same code on an open connection says nothing. */
function neverSent(error: AxiosError): boolean {
  if (!NEVER_SENT.has(error.code ?? '')) return false;
  const { cause } = error;
  // One per address that was tried.
  const parts: readonly unknown[] = isObject(cause) && Array.isArray(cause['errors']) ? cause['errors'] : [cause];
  return parts.every((part) => isObject(part) && (part['syscall'] === 'connect' || part['syscall'] === 'getaddrinfo'));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function reasonOf(error: AxiosError): string {
  const code = error.code ?? 'error';
  return error.message.includes(code) ? error.message : `${code} ${error.message}`.trim();
}
