import type { IncomingMessage } from 'node:http';
import type { Ports } from '../../activities/ports.ts';
import type { Answer } from './answer.ts';
import { listFaults } from './list-faults.ts';
import { orderHalt } from './order-halt.ts';
import { type LiveWorker, tellHealth } from './tell-health.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly answer: (request: IncomingMessage) => Promise<Answer>;
}
export type Routes = Readonly<Record<string, Route>>;

export const createRoutes = (live: LiveWorker, ports: Pick<Ports, 'undoRecords' | 'cluster'>): Routes => ({
  '/healthz': { method: 'GET', answer: () => tellHealth(live) },
  '/faults': { method: 'GET', answer: () => listFaults(ports, live.host) },
  '/halt': { method: 'POST', answer: (request) => orderHalt(request, live) },
});
