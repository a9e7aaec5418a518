import { createSecrets } from '../../../activities/adapters/secrets.ts';
import { applicationTargets } from '../../../activities/targets/application.ts';
import { aWorld } from '../../support/fault-world.ts';

describe('application targets', () => {
  const connected: string[] = [];
  const find = (url: string, accepted = true) => {
    const connect = async (host: string, port: number) => {
      connected.push(`${host} ${port}`);
      return { accepted, reason: accepted ? 'accepted' : 'ECONNREFUSED', latencyMs: 1 };
    };
    const secrets = createSecrets({ GAMEDAY_SECRET_PASSWORD: 'hush' });
    const ports = aWorld('/nowhere', { sockets: { connect }, secrets });
    return applicationTargets.find({ url }, ports, new AbortController().signal);
  };

  it.each([
    ['http://127.0.0.1:8080', 'application/127.0.0.1:8080'],
    ['http://localhost:8080/', 'application/127.0.0.1:8080'],
    ['http://[::1]:8080/a/', 'application/127.0.0.1:8080/a'],
    ['https://shop.example/eu', 'application/shop.example:443/eu'],
    ['http://shop.example', 'application/shop.example:80'],
  ])('have one key, however they are addressed: %s', async (url, key) => {
    expect(await find(url)).toMatchObject([{ kind: 'application', key, url }]);
  });

  it('must be reachable', async () => {
    await expect(find('http://127.0.0.1:8080', false)).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringContaining('127.0.0.1:8080: ECONNREFUSED'),
    });
    await expect(find('http://')).rejects.toMatchObject({ type: 'Unsupported' });
  });

  it('keep a secret in their address as a reference', async () => {
    const url = 'http://user:${secret:PASSWORD}@shop.example:8080/';
    expect(JSON.stringify(await find(url))).not.toContain('hush');
    expect(connected.at(-1)).toBe('shop.example 8080');
  });
});
