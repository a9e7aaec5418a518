import { tcp } from '../../../activities/probes/tcp.ts';
import { startLocalApp } from '../../support/local-app.ts';
import { probePorts } from './probe-ports.ts';

const call = (port: number) => ({
  settings: { host: '127.0.0.1', port },
  since: 0,
  timeoutMs: 1000,
  signal: new AbortController().signal,
  ports: probePorts(),
});

describe('the tcp probe', () => {
  it('is good while somebody accepts, and bad, with the reason, when nobody does', async () => {
    const app = await startLocalApp();
    const whileUp = await tcp.measure(call(app.port));
    await app.close();
    const afterwards = await tcp.measure(call(app.port));

    expect(whileUp).toMatchObject({ result: 'good', value: null, latencyMs: expect.any(Number) });
    expect(afterwards).toMatchObject({ result: 'bad', latencyMs: null });
    expect(afterwards.detail).toContain(`127.0.0.1:${app.port} does not accept: `);
    expect(afterwards.detail).toContain('ECONNREFUSED');
  });
});
