import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { Notice } from '../../activities/ports.ts';
import { portOf } from './fault-port-of.ts';

export interface Receiver {
  readonly url: string;
  readonly received: readonly { readonly headers: IncomingHttpHeaders; readonly notice: Notice }[];
  /** How it answers from now on; `hang` never does. */
  answer: number | 'hang';
  stop(): Promise<void>;
}

/** A real HTTP server that is paged. Its path is as secret as that of a real one. */
export async function startReceiver(): Promise<Receiver> {
  const received: Receiver['received'][number][] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => void parts.push(part))
      .on('end', () => {
        received.push({ headers: request.headers, notice: JSON.parse(Buffer.concat(parts).toString()) as Notice });
        if (receiver.answer === 'hang') return;
        response.writeHead(receiver.answer, { location: '/elsewhere' }).end('you sent s3cret-path');
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${portOf(server)}/hooks/s3cret-path`,
    received,
    answer: 204,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
