import { createServer } from 'node:http';
import { portOf } from './fault-port-of.ts';
import type { FaultRig } from './fault-rigs.ts';

const OFF = { latencyMs: 0, mode: 'normal' };

/** An application with a switch that it puts back itself when the time in `until` is over. */
export async function httpToggleRig(): Promise<FaultRig<'http-toggle'>> {
  let state: Record<string, unknown> = OFF;
  let writes = 0;
  const expire = () => {
    if (typeof state['until'] === 'string' && Date.parse(state['until']) <= Date.now()) state = OFF;
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      expire();
      if (request.method === 'PUT') {
        const wanted: typeof state = JSON.parse(body);
        state = wanted;
        if (state['latencyMs'] !== OFF.latencyMs) writes += 1;
      }
      response.end(JSON.stringify(state));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return {
    settings: { path: '/chaos', method: 'PUT', on: { latencyMs: 500, mode: 'normal' }, expiresAtField: 'until' },
    target: async () => ({
      kind: 'application',
      key: `application/127.0.0.1:${port}`,
      label: `application 127.0.0.1:${port}`,
      url: `http://127.0.0.1:${port}/`,
    }),
    effects: async () => writes,
    async state() {
      expire();
      const { until: _, ...rest } = state;
      return rest;
    },
    vanish: async () => close(),
    vanished: 'EffectFailed, to be tried again',
    async changeByOthers() {
      state = { latencyMs: 70, mode: 'changed by a colleague' };
    },
    stop: async () => close(),
  };
}
