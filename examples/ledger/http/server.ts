import { createServer, type IncomingMessage, type Server } from 'node:http';
import { BadRequest } from './bad-request.ts';
import type { Answer } from './exchange.ts';
import { readJson } from './read-json.ts';

export interface Call {
  /** What stands for `:id` in the path. */
  readonly id: string;
  readonly body: unknown;
}

/** `'GET /entries/:id'` → what answers it. */
export type Routes = Readonly<Record<string, (call: Call) => Answer | Promise<Answer>>>;

export interface ServerSettings {
  readonly routes: Routes;
  /** Left out: the loopback interface only. */
  readonly host?: string | undefined;
  readonly port: number;
  readonly maxBodyBytes: number;
  /** A bug or a broken disk: the caller has been told "unknown", the rest is for the process to decide. */
  readonly onFailure: (error: unknown) => void;
}

export function serve({ routes, host = '127.0.0.1', port, maxBodyBytes, onFailure }: ServerSettings): Promise<Server> {
  const server = createServer((request, response) => {
    const send = ({ status, body }: Answer): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
    };
    answer(routes, request, maxBodyBytes).then(send, (error: unknown) => {
      if (error instanceof BadRequest) return send({ status: 400, body: { applied: false, error: error.message } });
      if (request.destroyed && !request.complete) return;
      send({ status: 500, body: { applied: 'unknown', error: 'internal error' } });
      onFailure(error);
    });
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

async function answer(routes: Routes, request: IncomingMessage, maxBodyBytes: number): Promise<Answer> {
  const body = await readJson(request, maxBodyBytes);
  const path = (request.url ?? '/').replace(/\?.*$/, '');
  const exact = routes[`${request.method} ${path}`];
  if (exact !== undefined) return exact({ id: '', body });
  const slash = path.lastIndexOf('/');
  const withId = routes[`${request.method} ${path.slice(0, slash)}/:id`];
  if (withId !== undefined) return withId({ id: decode(path.slice(slash + 1)), body });
  return { status: 404, body: { applied: false, error: `there is no ${request.method} ${path} here` } };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new BadRequest(`"${segment}" is not a valid part of a URL`);
  }
}
