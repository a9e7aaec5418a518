import type { FaultRig } from './fault-rigs.ts';
import { startToxiproxy } from './toxiproxy-server.ts';

interface Proxies {
  readonly [name: string]: { readonly toxics: readonly { readonly name: string }[] };
}

/** A real Toxiproxy with two proxies and a toxic of somebody else. */
export async function toxiproxyRig(): Promise<FaultRig<'toxiproxy'>> {
  const server = await startToxiproxy();
  for (const name of ['ledger', 'other']) await server.proxy(name, 1);
  await server.ask('/proxies/ledger/toxics', 'POST', { name: 'theirs', type: 'latency', attributes: { latency: 1 } });
  const port = new URL(server.url).port;
  const proxies = async () => (await server.ask('/proxies')) as Proxies;
  return {
    settings: {
      proxy: 'ledger',
      toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 250, jitter: 10 } },
    },
    target: async () => ({
      kind: 'application',
      key: `application/127.0.0.1:${port}`,
      label: `application 127.0.0.1:${port}`,
      url: server.url,
    }),
    effects: async () => (await proxies())['ledger']!.toxics.filter(({ name }) => name.startsWith('gameday-')).length,
    state: proxies,
    vanish: () => server.stop(),
    vanished: 'EffectFailed, to be tried again',
    stop: () => server.stop(),
  };
}
