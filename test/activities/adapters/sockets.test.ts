import { createServer } from 'node:net';
import { createSockets } from '../../../activities/adapters/sockets.ts';
import { portOf } from '../../support/fault-port-of.ts';

describe('sockets adapter', () => {
  it('says that a listening port accepts, and a closed one does not', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = portOf(server);
    expect(await createSockets().connect('127.0.0.1', port, 1000)).toMatchObject({ accepted: true });
    await new Promise((resolve) => server.close(resolve));
    expect(await createSockets().connect('127.0.0.1', port, 1000)).toMatchObject({
      accepted: false,
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('stops at once when it is told to', async () => {
    const signal = AbortSignal.abort();
    expect(await createSockets().connect('127.0.0.1', 1, 60_000, signal)).toMatchObject({ accepted: false });
  });
});
