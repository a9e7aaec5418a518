import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { LogEntry, TargetsReady } from './log-entry.ts';
import { isStopped, watchStopped } from './stopped.ts';
import { supervised } from './supervised.ts';
import { aSwitch } from './switches.ts';

/**
 * Everything that one cell breaks: an application with two switches, a process to kill that is started again, a process to
 * pause. Tells every change on standard output, and what is left at GET /left. Argument: a folder of its own. Ends when its
 * standard input ends.
 */
const folder = process.argv[2]!;
const write = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const tell = (entry: Omit<LogEntry, 'at'>): void => write({ at: Date.now(), ...entry });

for (const name of ['killed', 'paused']) writeFileSync(`${folder}/${name}`, '');
const killed = await supervised(`${folder}/killed`, {
  died: () => tell({ target: 'killed', what: 'on' }),
  back: () => tell({ target: 'killed', what: 'off' }),
});
const paused = await supervised(`${folder}/paused`, { died() {}, back() {} });
watchStopped(paused.pid, (now) => tell({ target: 'paused', what: now ? 'on' : 'off' }));
const switches = { beside: aSwitch('beside', tell), switched: aSwitch('switched', tell) };

const server = createServer((request, response) => {
  void answer(request).then(([status, body]) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});

async function answer(request: IncomingMessage): Promise<readonly [number, unknown]> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const sent = await readJson(request);
  if (pathname === '/healthz') return [isWell() ? 200 : 500, { isWell: isWell() }];
  if (pathname === '/left') return [200, left()];
  const which = pathname === '/beside/switch' ? switches.beside : switches.switched;
  return [200, request.method === 'PUT' ? await which.write(sent) : await which.read()];
}

const isWell = (): boolean => !switches.beside.isOn() && !switches.switched.isOn();

function left(): readonly string[] {
  return [
    ...(killed.isRunning ? [] : ['the killed process is not back']),
    ...(isStopped(paused.pid) ? ['the paused process is still stopped'] : []),
    ...(paused.isRunning ? [] : ['the paused process is gone']),
    ...(switches.beside.isOn() ? ['the switch beside the pause is still on'] : []),
    ...(switches.switched.isOn() ? ['the switch is still on'] : []),
  ];
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  return text === '' ? undefined : JSON.parse(text);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  const ready: TargetsReady = {
    url: `http://127.0.0.1:${address.port}`,
    pids: { killed: killed.pid, paused: paused.pid },
  };
  write({ ready });
});
process.stdin
  .on('end', () => {
    killed.end();
    paused.end();
    process.exit(0);
  })
  .resume();
