import { connect } from 'node:net';
import type { Sockets } from '../ports.ts';

export function createSockets(): Sockets {
  return {
    connect(host, port, timeoutMs, signal) {
      const began = performance.now();
      return new Promise((resolve) => {
        const socket = connect({ host, port });
        const answer = (accepted: boolean, reason: string) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', stop);
          socket.destroy();
          resolve({ accepted, reason, latencyMs: performance.now() - began });
        };
        const stop = () => answer(false, 'stopped before the connection was accepted');
        const timer = setTimeout(() => answer(false, `not accepted within ${timeoutMs} ms`), timeoutMs);
        socket.once('connect', () => answer(true, 'accepted'));
        // Stays on: a socket without a listener for errors ends the process.
        socket.on('error', (error: NodeJS.ErrnoException) => answer(false, error.message || (error.code ?? 'error')));
        signal?.addEventListener('abort', stop);
        if (signal?.aborted) stop();
      });
    },
  };
}
