import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What the bench breaks: a switch for http-toggle, a health check that can fail for another reason, and a store of
 * acknowledged writes that survives a kill. Tells on standard output, to the tenth of a millisecond, what happened to it.
 * Arguments: port (0: any) and the file of the store. Ends when its standard input ends.
 */
const [port = '0', file = ''] = process.argv.slice(2);
const entries = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);
let isOn = false;
let isSick = false;

const tell = (event: object): void => {
  const at = Math.round((performance.timeOrigin + performance.now()) * 10) / 10;
  process.stdout.write(`${JSON.stringify({ ...event, at })}\n`);
};

const server = createServer((request, response) => {
  void answer(request).then(([status, body]) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});

async function answer(request: IncomingMessage): Promise<readonly [number, unknown]> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const sent = await readJson(request);
  if (pathname === '/healthz') return [probed(), { isSick }];
  if (pathname === '/switch') return [200, request.method === 'PUT' ? turn(sent) : { on: isOn }];
  if (pathname === '/sick') return [200, fall(sent)];
  if (pathname === '/entries' && request.method === 'POST') return [201, append(sent)];
  if (pathname === '/entries') return [200, { entries: [...entries].map((id) => ({ id })) }];
  const id = decodeURIComponent(pathname.slice('/entries/'.length));
  return [entries.has(id) ? 200 : 404, { id }];
}

function probed(): number {
  tell({ event: 'probed' });
  return isSick ? 500 : 200;
}

function turn(sent: unknown): object {
  const wanted = isTrue(sent, 'on');
  if (wanted !== isOn) tell({ event: wanted ? 'on' : 'off' });
  isOn = wanted;
  return { on: isOn };
}

function fall(sent: unknown): object {
  isSick = isTrue(sent, 'sick');
  tell({ event: isSick ? 'sick' : 'well' });
  return { isSick };
}

function append(sent: unknown): object {
  const id = typeof sent === 'object' && sent !== null && 'id' in sent ? String(sent.id) : '';
  appendFileSync(file, `${id}\n`);
  entries.add(id);
  return { sequence: entries.size };
}

const isTrue = (sent: unknown, name: string): boolean =>
  typeof sent === 'object' && sent !== null && Reflect.get(sent, name) === true;

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  return text === '' ? undefined : JSON.parse(text);
}

server.listen(Number(port), '127.0.0.1', () => {
  const address: AddressInfo | string | null = server.address();
  tell({ event: 'listening', port: typeof address === 'object' ? address?.port : undefined });
});
process.stdin.on('end', () => process.exit(0)).resume();
