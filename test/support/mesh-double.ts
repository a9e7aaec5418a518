import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../activities/cluster.ts';
import { portOf } from './fault-port-of.ts';

interface Route {
  readonly match?: readonly { readonly headers?: Readonly<Record<string, { readonly exact?: string }>> }[];
  readonly fault?: {
    readonly delay?: { readonly fixedDelay: string; readonly percentage: { readonly value: number } };
    readonly abort?: { readonly httpStatus: number; readonly percentage: { readonly value: number } };
  };
}

/**
 * A double for a mesh, which cannot run here: every answer goes by the first http route, of any VirtualService in this
 * namespace, whose header conditions hold, with the fault that is written there.
 */
export async function startMeshDouble(cluster: Cluster, namespace: string) {
  let seen = 0;
  const routeFor = async ({ headers }: IncomingMessage): Promise<Route | undefined> => {
    const all = await cluster.list({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', namespace });
    const routes = all.flatMap(({ spec }) => (spec as { readonly http: readonly Route[] }).http);
    return routes.find(({ match = [{}] }) =>
      match.some((one) => Object.entries(one.headers ?? {}).every(([name, { exact }]) => headers[name] === exact)),
    );
  };
  const server = createServer((request, response) => {
    void routeFor(request).then(async (route) => {
      // A share of 25 % is every fourth request.
      const isHit = (share: number) => Math.floor((seen * share) / 100) > Math.floor(((seen - 1) * share) / 100);
      seen += 1;
      const { delay, abort } = route?.fault ?? {};
      if (delay && isHit(delay.percentage.value)) await sleep(Number.parseFloat(delay.fixedDelay) * 1_000);
      response.statusCode = abort && isHit(abort.percentage.value) ? abort.httpStatus : 200;
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}/`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
