import { connect, createServer, type Server } from 'node:net';
import { once } from 'node:events';

const HOST = '127.0.0.1';

export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await listen(server, port);
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/**
 * A port that nobody else gets for the next minute: a connection that the listening side closed first leaves it in
 * TIME_WAIT, which keeps the kernel from handing it out again, but not from binding it by number.
 */
export async function freePort(): Promise<number> {
  const server = createServer((socket) => socket.end());
  await listen(server, 0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  const socket = connect(address.port, HOST).resume();
  await once(socket, 'close');
  server.close();
  await once(server, 'close');
  return address.port;
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, HOST);
  await once(server, 'listening');
}
