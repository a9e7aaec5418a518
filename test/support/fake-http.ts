import type { Http, HttpAnswer, HttpRequest } from '../../activities/ports.ts';

/** `hang`: no answer until the timeout or the signal ends it, as the port promises. */
export type FakeAnswer = HttpAnswer | 'hang';
export type Answering = (request: HttpRequest) => FakeAnswer | Promise<FakeAnswer>;

export interface FakeHttp extends Http {
  readonly requests: readonly HttpRequest[];
}

export function fakeHttp(answering: Answering): FakeHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    async request(request) {
      requests.push(request);
      const answer = await answering(request);
      return answer === 'hang' ? hangUntilOver(request) : answer;
    },
  };
}

export function answered(status: number, body: unknown = '', latencyMs = 1): HttpAnswer {
  return { outcome: 'answered', status, text: typeof body === 'string' ? body : JSON.stringify(body), latencyMs };
}

export const refused: HttpAnswer = { outcome: 'refused', reason: 'connect ECONNREFUSED 127.0.0.1:1', latencyMs: 1 };
export const lost: HttpAnswer = { outcome: 'lost', reason: 'read ECONNRESET', latencyMs: 1 };

function hangUntilOver({ timeoutMs, signal }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const end = (reason: string) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve({ outcome: 'lost', reason, latencyMs: timeoutMs });
    };
    const stop = () => end('stopped');
    const timer = setTimeout(() => end(`no answer within ${timeoutMs} ms`), timeoutMs);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
  });
}
