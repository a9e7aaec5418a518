import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface Kubeconfig {
  readonly clusters: [{ readonly name: string; readonly cluster: Readonly<Record<string, unknown>> }];
}

/** A way of its own to the API server, which a test can cut without cutting off anybody else. */
export interface ApiRelay {
  /** A copy of the given one that leads through the relay. */
  readonly kubeconfig: string;
  /** What is open breaks, and connections are refused. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  stop(): Promise<void>;
}

export async function startApiRelay(original: string): Promise<ApiRelay> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by test/cluster, or by whoever brings a cluster
  const config = parse(await readFile(original, 'utf8')) as Kubeconfig;
  const [{ name, cluster }] = config.clusters;
  const to = new URL(String(cluster['server']));
  const open = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(Number(to.port || 443), to.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).once('close', () => open.delete(socket));
    }
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  const port = await listening(relay, 0);
  const folder = await mkdtemp(join(tmpdir(), 'gameday-relay-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const through = { ...cluster, server: `https://127.0.0.1:${port}`, 'tls-server-name': to.hostname };
  await writeFile(kubeconfig, stringify({ ...config, clusters: [{ name, cluster: through }] }), { mode: 0o600 });
  const cut = async (): Promise<void> => {
    if (!relay.listening) return;
    const closed = once(relay, 'close');
    relay.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return {
    kubeconfig,
    cut,
    mend: async () => void (await listening(relay, port)),
    async stop() {
      await cut();
      await rm(folder, { recursive: true });
    },
  };
}

async function listening(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  return (server.address() as AddressInfo).port;
}
