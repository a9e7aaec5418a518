import { KubeConfig } from '@kubernetes/client-node';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer, type Server } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clusterAccess } from '../../../activities/adapters/cluster-access.ts';
import { clusterRequests } from '../../../activities/adapters/cluster-request.ts';
import { createCluster } from '../../../activities/adapters/cluster.ts';
import type { Cluster, NewObject } from '../../../activities/cluster.ts';
import { eventually } from '../../support/eventually.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../../support/live-cluster.ts';

const run = promisify(execFile);

onCluster('what a real API server refuses', () => {
  const cluster: Cluster = liveCluster();
  let namespace: string;
  let remove: () => Promise<void>;
  let folder: string;
  const configMap = (name: string, more: object = {}): NewObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace, name },
    ...more,
  });

  beforeAll(async () => {
    ({ name: namespace, remove } = await aNamespace(cluster, 'refused'));
    folder = await mkdtemp(join(tmpdir(), 'gameday-refusals-'));
  }, 60_000);
  afterAll(async () => {
    await remove();
    await rm(folder, { recursive: true, force: true });
  }, 90_000);

  it('says what somebody without rights may not do, and to what', async () => {
    await cluster.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name: 'nobody' } });
    const stranger = createCluster({ env: { KUBECONFIG: await kubeconfigOf('nobody') } });
    const who = `User "system:serviceaccount:${namespace}:nobody"`;
    expect(await failureOf(stranger.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'web' }))).toMatchObject({
      type: 'Forbidden',
      nonRetryable: true,
      message: `Pod ${namespace}/web was not read: the API server forbids it: pods "web" is forbidden: ${who} cannot get resource "pods" in API group "" in the namespace "${namespace}". Grant it to the identity of the worker, or leave this out.`,
    });
    for (const call of [
      stranger.list({ apiVersion: 'v1', kind: 'Pod' }),
      stranger.create(configMap('a')),
      stranger.patch(
        { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' },
        { type: 'merge', body: {} },
      ),
      stranger.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'web' }),
      stranger.evict({ namespace, name: 'web', uid: 'u' }),
      stranger.exec({ namespace, pod: 'web', argv: ['true'], timeoutMs: 5_000 }),
    ]) {
      expect(await failureOf(call)).toMatchObject({ type: 'Forbidden', message: expect.stringContaining(who) });
    }
    expect(await stranger.read('/api/v1/nodes')).toMatchObject({ status: 403 });
  });

  it('says that a token is no good', async () => {
    const stranger = createCluster({ env: { KUBECONFIG: await kubeconfigWith('{ token: no-such-token }') } });
    const failed = await failureOf(stranger.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'web' }));
    expect(failed).toMatchObject({
      type: 'Forbidden',
      message: expect.stringContaining('does not accept the credentials'),
    });
    expect(String(failed)).not.toContain('no-such-token');
  });

  it('is not reached', async () => {
    const nowhere = await kubeconfigWith('{ token: t }', 'https://127.0.0.1:1');
    const away = createCluster({ env: { KUBECONFIG: nowhere } });
    expect(await failureOf(away.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: 'web' }))).toMatchObject({
      type: 'EffectFailed',
      nonRetryable: false,
      message: `Pod ${namespace}/web was not read: the API server https://127.0.0.1:1 was not reached (connect ECONNREFUSED 127.0.0.1:1). See whether it is up: kubectl --context other get --raw /readyz`,
    });
  });

  it.each([
    ['a field that it does not know', () => configMap('a', { dta: {} }), 'unknown field "dta"'],
    ['a name that is none', () => configMap('A_b'), 'metadata.name: Invalid value: "A_b"'],
    ['a value of a wrong type', () => configMap('a', { data: { a: 1 } }), 'cannot unmarshal number'],
  ])('calls invalid: %s', async (_, object, words) => {
    expect(await failureOf(cluster.create(object()))).toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining(words),
    });
  });

  it('has no scale of everything', async () => {
    await cluster.create(configMap('scaled'));
    const key = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'scaled' };
    expect(await failureOf(cluster.patch(key, { type: 'merge', subresource: 'scale', body: {} }))).toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('the API server has no scale of a ConfigMap'),
    });
  });

  it('takes nothing into a namespace that is being deleted', async () => {
    const ending = await aNamespace(cluster, 'ending');
    const kept = {
      ...configMap('kept'),
      metadata: { namespace: ending.name, name: 'kept', finalizers: ['gameday.dev/test'] },
    };
    await cluster.create(kept);
    const key = { apiVersion: 'v1', kind: 'Namespace', name: ending.name };
    expect(await cluster.delete(key)).toBe('accepted');
    expect(await cluster.delete(key)).toBe('accepted');
    const late = { ...configMap('late'), metadata: { namespace: ending.name, name: 'late' } };
    expect(await cluster.create(late)).toEqual({ outcome: 'gone' });
    const lateKey = { apiVersion: 'v1', kind: 'ConfigMap', namespace: ending.name, name: 'late' };
    expect(await cluster.patch(lateKey, { type: 'apply', body: late })).toEqual({ outcome: 'gone' });
    await cluster.patch({ ...lateKey, name: 'kept' }, { type: 'merge', body: { metadata: { finalizers: null } } });
    await ending.remove();
  }, 90_000);

  it('denies by an admission webhook, in its words; one that is away is a reason to try again', async () => {
    const { ca, server, url } = await webhook();
    const name = `gameday-${namespace}`;
    const kind = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration' };
    const hook = {
      name: 'no.gameday.dev',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      timeoutSeconds: 5,
      clientConfig: { url, caBundle: ca.toString('base64') },
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }],
    };
    try {
      await cluster.create({ ...kind, metadata: { name }, webhooks: [hook] });
      const denied = () => failureOf(cluster.create(configMap('denied'), { dryRun: true }));
      await eventually(async () => /denied the request/.test(String(await denied())), 20_000);
      expect(await denied()).toMatchObject({
        type: 'Forbidden',
        message: `ConfigMap ${namespace}/denied was not created: admission webhook "no.gameday.dev" denied the request: not on a Friday. Change what the admission of this cluster does not allow.`,
      });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      expect(await denied()).toMatchObject({
        type: 'EffectFailed',
        message: expect.stringContaining('failed calling webhook "no.gameday.dev"'),
      });
    } finally {
      await cluster.delete({ ...kind, name });
      server.close();
    }
  }, 60_000);

  it('denies by an admission policy, in its words', async () => {
    const name = `gameday-${namespace}`;
    const api = 'admissionregistration.k8s.io/v1';
    const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] };
    const spec = {
      matchConstraints: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        resourceRules: [rule],
      },
      validations: [{ expression: "object.metadata.name != 'unwanted'", message: 'not this one' }],
    };
    const policy = { apiVersion: api, kind: 'ValidatingAdmissionPolicy' };
    const binding = { apiVersion: api, kind: 'ValidatingAdmissionPolicyBinding' };
    await cluster.create({ ...policy, metadata: { name }, spec });
    await cluster.create({ ...binding, metadata: { name }, spec: { policyName: name, validationActions: ['Deny'] } });
    try {
      const denied = () => failureOf(cluster.create(configMap('unwanted'), { dryRun: true }));
      await eventually(async () => /denied request/.test(String(await denied())), 20_000);
      expect(await denied()).toMatchObject({
        type: 'Forbidden',
        message: expect.stringMatching(/denied request: not this one\. Change what/),
      });
    } finally {
      await cluster.delete({ ...binding, name });
      await cluster.delete({ ...policy, name });
    }
  }, 60_000);

  async function kubeconfigWith(user: string, server?: string): Promise<string> {
    const config = new KubeConfig();
    config.loadFromFile(KUBECONFIG ?? '');
    const found = config.getCurrentCluster();
    const ca = found?.caData ?? (found?.caFile ? (await readFile(found.caFile)).toString('base64') : '');
    const file = join(folder, 'kubeconfig');
    const text = [
      `clusters: [{ name: c, cluster: { server: "${server ?? found?.server}", certificate-authority-data: ${ca} } }]`,
      `users: [{ name: u, user: ${user} }]`,
      'contexts: [{ name: other, context: { cluster: c, user: u } }]',
      'current-context: other',
    ];
    await writeFile(file, text.join('\n'));
    return file;
  }

  async function kubeconfigOf(serviceAccount: string): Promise<string> {
    const ask = clusterRequests(clusterAccess({ env: { KUBECONFIG } }, 5_000), 5_000);
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } };
    const answer = await ask({ method: 'POST', path, body, about: 'test' });
    const { token } = (answer.body as { status: { token: string } }).status;
    return kubeconfigWith(`{ token: ${token} }`);
  }

  /** On the address of this machine that the API server can reach. */
  async function webhook(): Promise<{ readonly ca: Buffer; readonly server: Server; readonly url: string }> {
    const host = await addressSeenByServer();
    const subject = ['-subj', '/CN=webhook', '-addext', `subjectAltName=IP:${host}`];
    const made = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      ...subject,
      '-keyout',
      'hook.key',
      '-out',
      'hook.crt',
    ];
    await run('openssl', made, { cwd: folder });
    const ca = await readFile(join(folder, 'hook.crt'));
    const server = createTlsServer({ cert: ca, key: await readFile(join(folder, 'hook.key')) }, (request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        const { uid } = (JSON.parse(text) as { request: { uid: string } }).request;
        const answer = { uid, allowed: false, status: { message: 'not on a Friday' } };
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: answer }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return { ca, server, url: `https://${host}:${(server.address() as AddressInfo).port}/deny` };
  }
});

function addressSeenByServer(): Promise<string> {
  const { hostname, port } = new URL(liveCluster().describe()?.server ?? '');
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port || 443), hostname, () => {
      resolve(socket.localAddress ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

const failureOf = (work: Promise<unknown>) => work.then(String, (error: Error) => error);
