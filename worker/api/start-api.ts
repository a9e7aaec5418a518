import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { asAnswer, type Answer, Refusal, send } from './answer.ts';
import type { ApiSettings } from './api-settings.ts';
import { admit, type Gate } from './gate.ts';
import type { Routes } from './routes.ts';
import { TokenBuckets } from './token-buckets.ts';
import { keepToken } from './token-file.ts';

export interface RunningApi {
  readonly address: string;
  /** Requests under way get a second. */
  close(): Promise<void>;
}

interface ApiInput {
  readonly settings: ApiSettings;
  readonly stateDirectory: string;
  readonly routes: Routes;
  readonly log: Logger;
}

const SLOWEST_REQUEST_MS = 5_000;
const GRACE_MS = 1_000;

/** Undefined when nobody asked for it and its address is taken: by another worker of this machine, most likely. */
export async function startApi({ settings, stateDirectory, routes, log }: ApiInput): Promise<RunningApi | undefined> {
  const { host, port } = settings;
  const server = createServer({
    requestTimeout: SLOWEST_REQUEST_MS,
    headersTimeout: SLOWEST_REQUEST_MS,
    keepAliveTimeout: SLOWEST_REQUEST_MS,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 8_192,
  });
  server.maxConnections = 100;
  let gate: Gate | undefined;
  server.on('request', (request, response) => void handle(request, response, gate, routes, log));
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    return notStarted(settings, address, error, log);
  }
  // Only now: the token that is there belongs to the worker that has the address.
  const { token, place } = await tokenOf(settings, stateDirectory);
  gate = { host, token, tokenPlace: place, buckets: new TokenBuckets(10, 20) };
  log.info({ event: 'api ready', address, tokenIn: place }, `HTTP API on ${address}; its token is in ${place}`);
  return { address, close: () => close(server) };
}

function notStarted({ isExplicit }: ApiSettings, address: string, error: unknown, log: Logger): undefined {
  const reason = error instanceof Error ? error.message : String(error);
  if (isExplicit)
    throw new Error(
      `The HTTP API cannot listen on ${address}: ${reason}. Choose another address with GAMEDAY_API, or GAMEDAY_API=off.`,
    );
  log.info({ event: 'api left out', address, reason }, `no HTTP API: ${address} is taken, by another worker perhaps`);
  return undefined;
}

async function tokenOf({ token }: ApiSettings, directory: string) {
  if (token !== undefined) return { token, place: 'GAMEDAY_API_TOKEN or GAMEDAY_API_TOKEN_FILE of this worker' };
  const { path, token: made } = await keepToken(directory);
  return { token: made, place: path };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  gate: Gate | undefined,
  routes: Routes,
  log: Logger,
): Promise<void> {
  let answer: Answer;
  try {
    if (!gate) throw new Refusal(503, 'The worker is starting. Try again in a second.', { 'retry-after': '1' });
    admit(request, gate);
    answer = await route(request, routes);
  } catch (error) {
    answer = asAnswer(error instanceof Refusal ? error : unexpected(error, log));
    // An order that is refused early has a body that nobody reads.
    if (request.method === 'POST') answer = { ...answer, headers: { ...answer.headers, connection: 'close' } };
  }
  request.resume();
  if (!response.destroyed) send(response, answer, request.method === 'HEAD');
}

function route(request: IncomingMessage, routes: Routes): Promise<Answer> {
  const [path = ''] = (request.url ?? '').split('?');
  const found = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!found) throw new Refusal(404, `There is no ${path.slice(0, 100)}. There is: ${Object.keys(routes).join(', ')}.`);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method === found.method) return found.answer(request);
  throw new Refusal(405, `${path} takes ${found.method} only.`, { allow: found.method });
}

/** The text may help; a trace would tell too much. */
function unexpected(error: unknown, log: Logger): Refusal {
  const reason = error instanceof Error ? error.message : String(error);
  log.error({ event: 'api request failed', error: reason }, 'a request to the HTTP API failed');
  return new Refusal(500, `It could not be answered: ${reason}`);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(patience);
}
