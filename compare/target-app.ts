import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Knobs, LATE_MS, type TargetEvent, type TargetEventName } from './knobs.ts';

/**
 * What both tools break: a switch as a JSON resource, kept in a file as a configuration would be, so that a restart does not
 * heal it. Tells on standard output what happens to it. Arguments: port (0: any), file of the switch, knobs as JSON. Ends
 * when its standard input ends.
 */
const [port = '0', file = '', given = '{}'] = process.argv.slice(2);
let knobs: Knobs = JSON.parse(given);
let isOn = existsSync(file) && readFileSync(file, 'utf8') === 'on';
let wasOn = isOn;
const log: TargetEvent[] = [];

function tell(event: TargetEventName, more: { readonly port?: number } = {}): void {
  const told = { event, at: Date.now(), ...more };
  log.push(told);
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

const server = createServer((request, response) => {
  void bodyOf(request).then((body) => answer(request, response, body));
});

async function answer(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> {
  const send = (status: number, json: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname === '/healthz') return void send(isHealthy() ? 200 : 500, { healthy: isHealthy() });
  if (pathname === '/log') return void send(200, log);
  if (pathname === '/knobs' && request.method === 'PUT') {
    knobs = { ...knobs, ...(typeof body === 'object' ? body : {}) };
    tell('knobs');
    return void send(200, knobs);
  }
  if (pathname !== '/switch') return void send(404, {});
  if (request.method !== 'PUT') return void send(200, { on: isOn });
  if (wantsOn(body)) await switchOn(response);
  else if (!(await switchOff(response))) return void send(503, { refused: true });
  send(200, { on: isOn });
}

async function switchOn(response: ServerResponse): Promise<void> {
  turn(true);
  if (knobs.answerToOn === 'lost') response.destroy();
  if (knobs.answerToOn === 'late') await sleep(LATE_MS);
}

async function switchOff(response: ServerResponse): Promise<boolean> {
  tell('undo asked');
  if (knobs.undoTakesMs > 0) await sleep(knobs.undoTakesMs);
  if (response.destroyed) return true;
  if (knobs.refuseUndos > 0) {
    knobs = { ...knobs, refuseUndos: knobs.refuseUndos - 1 };
    tell('undo refused');
    return false;
  }
  turn(false);
  return true;
}

function turn(on: boolean): void {
  if (on !== isOn) tell(on ? 'on' : 'off');
  isOn = on;
  wasOn ||= on;
  writeFileSync(file, on ? 'on' : 'off');
}

function isHealthy(): boolean {
  const { health } = knobs;
  if (health === 'fails while on') return !isOn;
  if (health === 'fails once undone') return isOn || !wasOn;
  return health === 'fine';
}

const wantsOn = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Reflect.get(body, 'on') === true;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  return text === '' ? undefined : JSON.parse(text);
}

server.listen(Number(port), '127.0.0.1', () => {
  const address: AddressInfo | string | null = server.address();
  tell('listening', typeof address === 'object' && address !== null ? { port: address.port } : {});
});
process.stdin.on('end', () => process.exit(0)).resume();
