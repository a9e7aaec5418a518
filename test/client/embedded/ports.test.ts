import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort, isFree } from '../../../client/embedded/free-port.ts';
import { choosePorts, DEFAULT_PORT } from '../../../client/embedded/ports.ts';

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('the ports of the embedded server', () => {
  it('are those that were asked for, the UI a thousand higher', async () => {
    const port = await freePort();
    const uiPort = await freePort();
    expect(await choosePorts({ port, uiPort })).toEqual({ port, uiPort, anyWillDo: false });
  });

  it('are refused when one that was asked for is taken', async () => {
    const port = await freePort();
    const occupant = await occupy(port);
    await expect(choosePorts({ port, uiPort: await freePort() })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`port ${port} of 127.0.0.1 is taken by another program`),
    });
    occupant.close();
  });

  it('are any free ones when nobody asked and the usual ones are taken', async () => {
    const occupant = (await isFree(DEFAULT_PORT)) ? await occupy(DEFAULT_PORT) : undefined;
    const { port, uiPort, anyWillDo } = await choosePorts({});
    expect([port, uiPort]).not.toContain(DEFAULT_PORT);
    expect(anyWillDo).toBe(true);
    occupant?.close();
  });

  it('are not handed out twice in a row', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, freePort));
    expect(new Set(ports).size).toBe(20);
  });
});
