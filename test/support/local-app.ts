import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface LocalApp {
  readonly url: string;
  readonly port: number;
  /** Ids in the order in which they were acknowledged. */
  readonly acknowledged: readonly string[];
  /** What GET /entries shows. */
  readonly entries: Map<string, number>;
  /** How the next requests are answered: normally, not at all, or by closing the connection. */
  behaviour: 'answer' | 'hang' | 'reset' | 'fail';
  /** Resolves when that many writes are acknowledged. */
  untilAcknowledged(count: number): Promise<void>;
  /** Resolves when that many requests met another behaviour than `answer`. */
  untilDisturbed(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A store with the API of the acknowledged-writes probe, in memory, on 127.0.0.1. GET /answer/418 answers 418. */
export async function startLocalApp(): Promise<LocalApp> {
  const acknowledged: string[] = [];
  const entries = new Map<string, number>();
  const acknowledging = milestones();
  const disturbing = milestones();
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (app.behaviour !== 'answer') disturbing.next();
    if (app.behaviour === 'hang') return;
    if (app.behaviour === 'reset') return void request.socket.resetAndDestroy();
    if (app.behaviour === 'fail') return send(response, 500, { error: 'told to fail' });
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname.startsWith('/answer/')) return send(response, Number(pathname.slice(8)), { load: 0.5 });
    if (request.method === 'POST') return append(await readBody(request), response);
    const id = decodeURIComponent(pathname.slice('/entries/'.length));
    if (id !== '') return send(response, entries.has(id) ? 200 : 404, { id });
    send(response, 200, { entries: [...entries].map(([each, sequence]) => ({ id: each, sequence })) });
  }

  function append(body: string, response: ServerResponse): void {
    const { id }: { readonly id: string } = JSON.parse(body);
    entries.set(id, entries.size + 1);
    acknowledged.push(id);
    send(response, 201, { id, sequence: entries.size, node: 'a', epoch: 1 });
    acknowledging.next();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the local app has no port');
  const { port } = address;
  const app: LocalApp = {
    url: `http://127.0.0.1:${port}`,
    port,
    acknowledged,
    entries,
    behaviour: 'answer',
    untilAcknowledged: (count) => acknowledging.until(count),
    untilDisturbed: (count) => disturbing.until(count),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return app;
}

function milestones() {
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let reached = 0;
  return {
    next(): void {
      reached++;
      for (const { count, resolve } of waiting) if (reached >= count) resolve();
    },
    until(count: number): Promise<void> {
      return reached >= count ? Promise.resolve() : new Promise((resolve) => void waiting.push({ count, resolve }));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: string[] = [];
  for await (const part of request.setEncoding('utf8')) parts.push(String(part));
  return parts.join('');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
