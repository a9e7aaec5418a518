import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

type Answer = (asked: Asked, response: ServerResponse) => void;

/** Speaks the API's protocol as far as a test says; for what a real API server cannot be made to do. */
export interface ApiServerDouble {
  readonly url: string;
  readonly asked: Asked[];
  readonly connections: () => number;
  /** Answers everything but discovery. */
  answer: Answer;
  /** A kubeconfig that means this server; `user` is the YAML of its user. */
  kubeconfig(user?: string, cluster?: string): Promise<string>;
  readonly folder: string;
  readonly server: Server;
  close(): Promise<void>;
}

export const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', uid: 'u-1', resourceVersion: '7' },
};
export const POD_KEY = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' };

const RESOURCES = {
  kind: 'APIResourceList',
  resources: [
    { name: 'pods', kind: 'Pod', namespaced: true, verbs: ['get', 'list', 'create', 'patch', 'delete'] },
    { name: 'pods/eviction', kind: 'Eviction', namespaced: true, verbs: ['create'] },
    { name: 'secrets', kind: 'Secret', namespaced: true, verbs: ['get', 'patch'] },
  ],
};

export async function apiServerDouble(answer: Answer, tls?: ServerOptions): Promise<ApiServerDouble> {
  const folder = await mkdtemp(join(tmpdir(), 'gameday-api-'));
  const asked: Asked[] = [];
  let connections = 0;
  const open = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    void textOf(request).then((text) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://double');
      if (pathname === '/api/v1') return send(response, 200, RESOURCES);
      const seen = {
        method: request.method ?? '',
        path: pathname,
        query: searchParams,
        headers: request.headers,
        body: parsed(text),
      };
      asked.push(seen);
      double.answer(seen, response);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const double = {
    url,
    asked,
    folder,
    server,
    answer,
    connections: () => connections,
    async kubeconfig(user = '{}', cluster = '') {
      const file = join(folder, 'kubeconfig');
      const text = [
        'apiVersion: v1',
        'kind: Config',
        `clusters: [{ name: c, cluster: { server: "${url}"${cluster === '' ? '' : `, ${cluster}`} } }]`,
        `users: [{ name: u, user: ${user} }]`,
        'contexts: [{ name: double, context: { cluster: c, user: u } }]',
        'current-context: double',
      ];
      await writeFile(file, text.join('\n'));
      return file;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
  return double;
}

export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export const status = (code: number, message: string, more: object = {}) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  code,
  message,
  ...more,
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function parsed(text: string): unknown {
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
