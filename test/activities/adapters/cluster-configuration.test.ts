import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCluster, type ClusterSettings } from '../../../activities/adapters/cluster.ts';

const TOKEN = 'swordfish-0123456789';
const config = (more: string) => `apiVersion: v1\nkind: Config\n${more}\n`;
const CLUSTERS = 'clusters: [{ name: c, cluster: { server: "https://one.example:6443/" } }]';
const USERS = `users: [{ name: u, user: { token: ${TOKEN} } }]`;
const CONTEXTS =
  'contexts: [{ name: staging, context: { cluster: c, user: u } }, { name: lost, context: { cluster: nowhere, user: u } }, { name: nobody, context: { cluster: c, user: gone } }]';
const WHOLE = config([CLUSTERS, USERS, CONTEXTS, 'current-context: staging'].join('\n'));

describe('which cluster is meant', () => {
  let folder: string;
  const at = (file: string) => join(folder, file);
  const file = async (name: string, text: string) => {
    await writeFile(at(name), text);
    return at(name);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-kubeconfig-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('none, when nothing is configured: every call says where it looked', async () => {
    expect(await problem({ env: { HOME: folder } })).toBe(
      `/version was not read: no Kubernetes cluster is configured. KUBECONFIG is not set, ${folder}/.kube/config is not there, and this is no pod with a service account. Set KUBECONFIG to the file of the cluster that is meant.`,
    );
    const cluster = createCluster({ env: {} });
    const key = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' };
    for (const call of [
      () => cluster.get(key),
      () => cluster.list(key),
      () => cluster.create({ ...key, metadata: key }),
      () => cluster.patch(key, { type: 'merge', body: {} }),
      () => cluster.delete(key),
      () => cluster.evict({ namespace: 'shop', name: 'web', uid: 'u' }),
      () => cluster.exec({ namespace: 'shop', pod: 'web', argv: ['true'], timeoutMs: 100 }),
      () => cluster.resourceOf(key),
    ]) {
      await expect(call()).rejects.toMatchObject({
        type: 'Unsupported',
        message: expect.stringContaining('no Kubernetes cluster is configured'),
      });
    }
  });

  it('not another one, when the file that somebody named is not there', async () => {
    expect(await problem({ env: { KUBECONFIG: at('missing'), HOME: folder } })).toContain(
      `KUBECONFIG names ${at('missing')}, which is not there`,
    );
  });

  it('the current context, or the one that is named', async () => {
    const KUBECONFIG = await file('whole', WHOLE);
    expect(described({ env: { KUBECONFIG } })).toEqual({ context: 'staging', server: 'https://one.example:6443' });
    const text = await problem({ env: { KUBECONFIG }, context: 'production' });
    expect(text).toContain(`${KUBECONFIG} has no context "production"; known are: staging, lost, nobody`);
  });

  it('none, when the file does not say which', async () => {
    const without = await file('without', config([CLUSTERS, USERS, CONTEXTS].join('\n')));
    expect(await problem({ env: { KUBECONFIG: without } })).toContain(
      'has no current-context. Set it, or GAMEDAY_KUBERNETES_CONTEXT',
    );
    const KUBECONFIG = await file('whole', WHOLE);
    expect(await problem({ env: { KUBECONFIG }, context: 'lost' })).toContain('names a cluster that is not in there');
    expect(await problem({ env: { KUBECONFIG }, context: 'nobody' })).toContain('names a user that is not in there');
    expect(await problem({ env: { KUBECONFIG: '/dev/null' } })).toContain(
      '/dev/null cannot be used: it is no kubeconfig: ',
    );
    const odd = await file('odd', WHOLE.replace('https://', 'ftp://'));
    expect(await problem({ env: { KUBECONFIG: odd } })).toContain('no address with https:// or http://');
  });

  it('that of several files together, where the first of a name counts', async () => {
    const first = await file(
      'first',
      config('contexts: [{ name: both, context: { cluster: c, user: u } }]\ncurrent-context: both'),
    );
    const second = await file('second', WHOLE);
    const third = await file('third', WHOLE.replace('one.example', 'two.example'));
    const KUBECONFIG = [first, at('missing'), second, third].join(':');
    expect(described({ env: { KUBECONFIG } })).toEqual({ context: 'both', server: 'https://one.example:6443' });
  });

  it('that of the pod of the worker, when there is no file', async () => {
    await file('token', `${TOKEN}\n`);
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
    expect(described({ env, serviceAccountDirectory: folder })).toEqual({
      context: 'in-cluster',
      server: 'https://[fd00::1]:443',
    });
    expect(described({ env, serviceAccountDirectory: at('nowhere') })).toBeUndefined();
  });

  it('shows no token of a file that is no valid YAML', async () => {
    const broken = await file('broken', WHOLE.replace(`{ token: ${TOKEN} }`, `{ token: ${TOKEN} : [ }`));
    const text = await problem({ env: { KUBECONFIG: broken } });
    expect(text).toContain(`${broken} cannot be used: it is no valid YAML (line 4)`);
    expect(text).not.toContain(TOKEN);
    const half = await file('half', WHOLE.replace('server: ', 'host: '));
    expect(await problem({ env: { KUBECONFIG: half } })).toContain(
      'clusters.0.cluster.server: Invalid input: expected string, received undefined',
    );
  });

  it('is seen when it comes later, and then stays', async () => {
    const KUBECONFIG = at('later');
    const cluster = createCluster({ env: { KUBECONFIG } });
    expect(cluster.describe()).toBeUndefined();
    await file('later', WHOLE);
    expect(cluster.describe()).toEqual({ context: 'staging', server: 'https://one.example:6443' });
    await file('later', WHOLE.replace('one.example', 'two.example'));
    expect(cluster.describe()).toEqual({ context: 'staging', server: 'https://one.example:6443' });
  });
});

const described = (settings: ClusterSettings) => createCluster(settings).describe();

async function problem(settings: ClusterSettings): Promise<string> {
  const cluster = createCluster(settings);
  expect(cluster.describe()).toBeUndefined();
  const failed = await cluster.read('/version').then(String, (error: Error) => error);
  expect(failed).toMatchObject({ type: 'Unsupported', nonRetryable: true });
  return (failed as Error).message;
}
