import { createServer } from 'node:net';
import { UsageError } from '../usage-error.ts';

/** The ports of the front door and, right behind it, of the nodes. */
export async function choosePorts(port: number, count: number): Promise<number[]> {
  return port === 0 ? findFreeBlock(count) : requireFreeBlock(port, count);
}

async function requireFreeBlock(first: number, count: number): Promise<number[]> {
  const ports = block(first, count);
  for (const port of ports) {
    if (!(await isFree(port))) {
      throw new UsageError(`port ${port} on 127.0.0.1 is in use; --port ${first} needs ${first} to ${ports.at(-1)}`);
    }
  }
  return ports;
}

async function findFreeBlock(count: number): Promise<number[]> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    // Below the range for outgoing connections: none of those can take the port of a node that is just restarting.
    const ports = block(10_000 + Math.floor(Math.random() * 20_000), count);
    const areFree = await Promise.all(ports.map(isFree));
    if (areFree.every(Boolean)) return ports;
  }
  throw new UsageError(`found no ${count} free ports in a row on 127.0.0.1; choose them with --port`);
}

function block(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
