import { BadRequest } from '../http/bad-request.ts';
import type { Answer } from '../http/exchange.ts';
import type { Call, Routes } from '../http/server.ts';
import { isAppend, isEpochOrder, isHeartbeat } from '../replication/messages.ts';
import type { Replica } from '../replication/replica.ts';

/** What the supervisor and the other nodes ask of a node. */
export function replicationRoutes(replica: Replica): Routes {
  return {
    'POST /replication/seal': order(isEpochOrder, ({ epoch }) => replica.seal(epoch)),
    'POST /replication/lead': order(isEpochOrder, ({ epoch }) => replica.lead(epoch)),
    'POST /replication/append': order(isAppend, (request) => replica.receive(request)),
    'POST /replication/heartbeat': order(isHeartbeat, (request) => replica.heartbeat(request)),
  };
}

function order<Order>(isOrder: (body: unknown) => body is Order, obey: (order: Order) => Promise<unknown>) {
  return async ({ body }: Call): Promise<Answer> => {
    if (!isOrder(body)) throw new BadRequest('this is not what a ledger of this version sends');
    return { status: 200, body: await obey(body) };
  };
}
