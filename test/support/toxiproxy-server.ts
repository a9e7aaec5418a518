import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';
import { portOf } from './fault-port-of.ts';

/** The newest that the Go module proxy has. */
const VERSION = 'v2.5.0';
const FOLDER = join(process.env['GAMEDAY_CACHE'] || join(homedir(), '.cache', 'gameday'), 'toxiproxy', VERSION);
const BINARY = join(FOLDER, 'toxiproxy-server');

export interface Toxiproxy {
  /** Its API. */
  readonly url: string;
  /** Adds a proxy in front of a port of this machine, or of another address; resolves with its own port. */
  proxy(name: string, upstream: number | string): Promise<number>;
  ask(path: string, method?: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** A real one, on loopback. It is built from its Go module the first time, which takes half a minute of CPU. */
export async function startToxiproxy(): Promise<Toxiproxy> {
  const binary = await builtBinary();
  const port = await freePort();
  const server = spawn(binary, ['-host', '127.0.0.1', '-port', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const ask: Toxiproxy['ask'] = async (path, method = 'GET', body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  await eventually(() => ask('/proxies').catch(() => undefined));
  return {
    url,
    ask,
    async proxy(name, upstream) {
      const made = await ask('/proxies', 'POST', {
        name,
        listen: '127.0.0.1:0',
        upstream: typeof upstream === 'number' ? `127.0.0.1:${upstream}` : upstream,
      });
      return Number((made as { readonly listen: string }).listen.split(':').at(-1));
    },
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    },
  };
}

async function builtBinary(): Promise<string> {
  const isThere = await access(BINARY).then(
    () => true,
    () => false,
  );
  if (isThere) return BINARY;
  await mkdir(FOLDER, { recursive: true });
  // Several test files may build at once: each in a folder of its own, and the last one stays.
  const building = await mkdtemp(join(FOLDER, 'building-'));
  try {
    const env = { ...process.env, CGO_ENABLED: '0', GOBIN: building };
    await promisify(execFile)('go', ['install', `github.com/Shopify/toxiproxy/v2/cmd/server@${VERSION}`], { env });
    await rename(join(building, 'server'), BINARY);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return BINARY;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}
