import { useNamespace } from '../support/kubernetes.ts';

describe('names in the test cluster', () => {
  const namespace = useNamespace('names');

  beforeAll(() => namespace.deploy('web.yaml', 'hog.yaml'), 180_000);

  const inPod = (...command: readonly string[]): Promise<string> =>
    namespace.kubectl('exec', 'deployment/hog', '--', ...command);

  it('lead a pod to a service, short and in full', async () => {
    // A pod is ready before every node's rules for its service are.
    const curl = ['curl', '-sS', '--retry', '30', '--retry-delay', '1', '--retry-connrefused'];
    for (const host of ['web', `web.${namespace.name}.svc.cluster.local`]) {
      expect(JSON.parse(await inPod(...curl, `http://${host}/`))).toMatchObject({
        pod: expect.stringMatching(/^web-/),
      });
    }
  }, 90_000);

  it('lead Node in a pod to a pod behind a headless service', async () => {
    await namespace.apply(JSON.stringify(headless));
    const address = await inPod('node', '-e', lookUp('web-0.webs'));
    expect(address.trim()).toMatch(/^10\.\d+\.9[78]\.\d+$/);
  }, 60_000);

  it('of elsewhere do not exist, and say so at once', async () => {
    await expect(inPod('node', '-e', lookUp('example.com'))).rejects.toThrow('ENOTFOUND');
  });
});

const lookUp = (name: string): string => `
  const look = (left) => require('node:dns').lookup('${name}', (error, address) => {
    if (error && left > 0 && '${name}'.startsWith('web')) return setTimeout(look, 200, left - 1);
    if (error) throw error;
    console.log(address);
  });
  look(100);`;

const labels = { app: 'webs' };
const headless = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'webs' }, spec: { clusterIP: 'None', selector: labels } },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web' },
      spec: {
        serviceName: 'webs',
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'web', image: 'gameday/web:1', imagePullPolicy: 'Never' }] },
        },
      },
    },
  ],
};
