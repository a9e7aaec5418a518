import { Agent, request } from 'node:http';
import { readJson } from './read-json.ts';

/** Where a neighbour listens. */
export interface Address {
  /** Left out: this machine. */
  readonly host?: string | undefined;
  readonly port: number;
}

export interface Exchange extends Address {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly timeoutMs: number;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** `refused`: nobody was listening, so nothing happened. After `broken` and `timeout` nobody knows. */
export type NoAnswerReason = 'refused' | 'broken' | 'timeout';

export class NoAnswer extends Error {
  readonly reason: NoAnswerReason;

  constructor(reason: NoAnswerReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** One JSON request to a neighbour. */
export function exchange({ host = loopback, port, method, path, body, timeoutMs }: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host, port, method, path, agent });
    const timer = setTimeout(
      () => outgoing.destroy(new NoAnswer('timeout', `no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error instanceof NoAnswer ? error : noAnswer(error));
    };
    outgoing.on('error', fail);
    outgoing.on('response', (response) => {
      readJson(response).then((answer) => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, body: answer });
      }, fail);
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const loopback = '127.0.0.1';

// Idle sockets go before the server's own keep-alive ends (server.ts): a request is never sent into a closing socket.
const agent = new Agent({ keepAlive: true, timeout: 30_000 });

function noAnswer(error: NodeJS.ErrnoException): NoAnswer {
  return error.code === 'ECONNREFUSED'
    ? new NoAnswer('refused', 'connection refused')
    : new NoAnswer('broken', `connection broken (${error.code ?? error.message})`);
}
