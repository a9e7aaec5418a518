import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { createCluster } from '../../../activities/adapters/cluster.ts';
import { type ApiServerDouble, apiServerDouble, POD, POD_KEY, send, status } from '../../support/api-server-double.ts';

const run = promisify(execFile);

describe('how the API server knows us, by a double of it', () => {
  let double: ApiServerDouble;
  /** Whom the double lets in; everybody when undefined. */
  let welcome: string | undefined;
  const seen = () => double.asked.map(({ headers }) => headers.authorization);
  const clusterWith = async (user: string, change: { timeoutMs?: number } = {}) =>
    createCluster({ env: { KUBECONFIG: await double.kubeconfig(user) }, timeoutMs: 2_000, ...change });
  const script = async (name: string, body: string) => {
    const file = join(double.folder, name);
    await writeFile(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return file;
  };
  /** Prints `token-1`, `token-2`, … each time it runs. */
  const counting = (more = '') =>
    script(
      'counting',
      `n=$(($(cat "$0.n" 2>/dev/null || echo 0) + 1)); echo $n > "$0.n"; echo "{\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"token-$n\\"${more}}}"`,
    );

  const failing = async (body: string | undefined) => {
    if (body !== undefined) await script('failing', body);
    const command = body === undefined ? './nowhere' : './failing';
    const cluster = await clusterWith(`{ exec: { command: ${command} } }`, { timeoutMs: 300 });
    return cluster.get(POD_KEY).then(String, (error: Error) => error);
  };

  beforeEach(async () => {
    welcome = undefined;
    double = await apiServerDouble(({ headers }, response) => {
      const { authorization } = headers;
      if (welcome === undefined || authorization === welcome) send(response, 200, POD);
      else send(response, 401, status(401, 'Unauthorized'));
    });
  });
  afterEach(() => double.close());

  it('by a token file, which may change', async () => {
    const tokenFile = join(double.folder, 'token');
    await writeFile(tokenFile, 'old\n');
    const cluster = await clusterWith('{ tokenFile: token, token: other }');
    await cluster.get(POD_KEY);
    await writeFile(tokenFile, 'new\n');
    welcome = 'Bearer new';
    expect(await cluster.get(POD_KEY)).toEqual(POD);
    expect(seen()).toEqual(['Bearer old', 'Bearer old', 'Bearer new']);
  });

  it('by what a plug-in prints, once for many, and again when it is not accepted any more', async () => {
    await counting();
    const cluster = await clusterWith('{ exec: { apiVersion: client.authentication.k8s.io/v1, command: ./counting } }');
    await Promise.all([cluster.get(POD_KEY), cluster.get(POD_KEY)]);
    await cluster.get(POD_KEY);
    expect(new Set(seen())).toEqual(new Set(['Bearer token-1']));
    welcome = 'Bearer token-2';
    expect(await cluster.get(POD_KEY)).toEqual(POD);
    expect(seen().at(-1)).toBe('Bearer token-2');
    welcome = 'Bearer nobody';
    await expect(cluster.get(POD_KEY)).rejects.toMatchObject({
      type: 'Forbidden',
      message:
        'Pod shop/web was not read: the API server does not accept the credentials of this worker: Unauthorized. Renew them, or name others by KUBECONFIG.',
    });
  });

  it('by a plug-in that is told what it is for, and gets no secrets of ours', async () => {
    await script('telling', `env > "$0.env"; echo '{"status":{"token":"t"}}'`);
    process.env['GAMEDAY_SECRET_PIN'] = '4711';
    try {
      const cluster = await clusterWith(
        '{ exec: { apiVersion: v1x, command: ./telling, env: [{ name: MINE, value: "1" }] } }',
      );
      await cluster.get(POD_KEY);
    } finally {
      delete process.env['GAMEDAY_SECRET_PIN'];
    }
    const env = await readFile(join(double.folder, 'telling.env'), 'utf8');
    expect(env).toContain(
      'KUBERNETES_EXEC_INFO={"kind":"ExecCredential","apiVersion":"v1x","spec":{"interactive":false}}',
    );
    expect(env).toContain('MINE=1');
    expect(env).not.toContain('4711');
  });

  it('not, when the plug-in fails, prints something else, hangs, or is not there', async () => {
    const token = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMzQ1Njc4OTAifQ.e30';
    expect(await failing(`echo "please log in, ${token} is over" >&2; exit 3`)).toMatchObject({
      type: 'EffectFailed',
      message: `Pod shop/web was not read: there are no credentials for context "double": the plug-in ${double.folder}/failing of the kubeconfig exited with 3: please log in, [hidden] is over. Try: kubectl --context double get --raw /readyz`,
    });
    const odd = await failing(`echo "${token}"`);
    expect(odd).toMatchObject({ message: expect.stringContaining('printed no ExecCredential') });
    expect((odd as Error).message).not.toContain(token);
    expect(await failing('sleep 60')).toMatchObject({ message: expect.stringContaining('did not end within 300 ms') });
    expect(await failing(undefined)).toMatchObject({ message: expect.stringContaining('could not be started') });
    expect(double.asked).toEqual([]);
  });

  it('tells each who waited for one plug-in what did not happen for him', async () => {
    await script('failing', 'exit 3');
    const cluster = await clusterWith('{ exec: { command: ./failing } }');
    const calls = [cluster.get(POD_KEY), cluster.delete(POD_KEY)];
    const [read, deleted] = await Promise.allSettled(calls);
    expect(read).toMatchObject({
      reason: { message: expect.stringMatching(/^Pod shop\/web was not read: there are no/) },
    });
    expect(deleted).toMatchObject({
      reason: { message: expect.stringMatching(/^Pod shop\/web was not deleted: there/) },
    });
  });

  it('by a plug-in whose token ends, which is asked for the next one', async () => {
    await counting(',\\"expirationTimestamp\\":\\"2020-01-01T00:00:00Z\\"');
    const cluster = await clusterWith('{ exec: { command: ./counting } }');
    await cluster.get(POD_KEY);
    welcome = 'Bearer token-2';
    expect(await cluster.get(POD_KEY)).toEqual(POD);
  });

  it('by name and password', async () => {
    const cluster = await clusterWith('{ username: me, password: secret }');
    await cluster.get(POD_KEY);
    expect(seen()).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`]);
  });

  it('not, when the kubeconfig means another server now', async () => {
    const cluster = await clusterWith('{ token: a }');
    await cluster.get(POD_KEY);
    const file = join(double.folder, 'kubeconfig');
    await writeFile(file, (await readFile(file, 'utf8')).replace(double.url, 'http://127.0.0.1:1'));
    welcome = 'Bearer b';
    await expect(cluster.get(POD_KEY)).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining(
        `The server of context "double" was ${double.url} when this worker began, and is http://127.0.0.1:1 now`,
      ),
    });
  });

  it('by a client certificate, over a connection that is checked', async () => {
    const { folder } = double;
    const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
    const made = async (name: string, subject: string, extension: string) => {
      await writeFile(join(folder, `${name}.ext`), extension);
      await openssl(
        'req',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        subject,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
      );
      await openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.crt',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        '2',
        '-extfile',
        `${name}.ext`,
        '-out',
        `${name}.crt`,
      );
      return { cert: await readFile(join(folder, `${name}.crt`)), key: await readFile(join(folder, `${name}.key`)) };
    };
    await openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=test-ca',
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
    );
    const server = await made('server', '/CN=server', 'subjectAltName=IP:127.0.0.1');
    await made('client', '/CN=gameday', 'extendedKeyUsage=clientAuth');
    const ca = await readFile(join(folder, 'ca.crt'));
    const names: unknown[] = [];
    const secure = await apiServerDouble((_, response) => send(response, 200, POD), {
      ...server,
      ca,
      requestCert: true,
    });
    secure.server.on('request', (request) =>
      names.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN),
    );
    try {
      const user = `{ client-certificate: ${folder}/client.crt, client-key: ${folder}/client.key }`;
      const trusted = `certificate-authority-data: ${ca.toString('base64')}`;
      const cluster = createCluster({ env: { KUBECONFIG: await secure.kubeconfig(user, trusted) } });
      for (let i = 0; i < 3; i += 1) expect(await cluster.get(POD_KEY)).toEqual(POD);
      expect(new Set(names)).toEqual(new Set(['gameday']));
      expect(secure.connections()).toBe(1);
      const stranger = createCluster({ env: { KUBECONFIG: await secure.kubeconfig(user) } });
      await expect(stranger.get(POD_KEY)).rejects.toMatchObject({
        type: 'EffectFailed',
        message: expect.stringContaining('self-signed certificate in certificate chain'),
      });
    } finally {
      await secure.close();
    }
  });
});
