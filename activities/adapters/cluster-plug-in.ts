import type { KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import type { CommandRun } from '../ports.ts';
import { jsonOrText } from './cluster-request.ts';
import { createCommands } from './commands.ts';

const NAME = 'gameday-plug-in';

/** Of a kubeconfig: a program that prints credentials. */
export const plugInEntry = z.object({
  apiVersion: z.string().optional(),
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});
type PlugIn = z.output<typeof plugInEntry>;

const provider = z.object({ name: z.literal(NAME), config: z.object({ plugIn: plugInEntry }) });
const execCredential = z.object({
  status: z.object({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.string().optional(),
  }),
});
type Credentials = z.output<typeof execCredential>['status'];

type Authenticator = Parameters<KubeConfig['addAuthenticator']>[0];

const EARLY_MS = 10_000;

/** In place of `exec`, so that the library leaves it to us. */
export const plugInProvider = (plugIn: PlugIn) => ({ name: NAME, config: { plugIn } });

/**
 * Runs the plug-in as we run every program: without our secrets, and ended as a whole when it takes too long. That of the
 * library waits for ever, and forgets what it got when the plug-in says no expiry.
 */
export function plugInAuthenticator(timeoutMs: number): Authenticator {
  const kept = new Map<string, Credentials>();
  return {
    isAuthProvider: ({ authProvider }) => provider.safeParse(authProvider).success,
    async applyAuthentication({ name, authProvider }, options) {
      const { plugIn } = provider.parse(authProvider).config;
      const known = kept.get(name);
      const credentials = known !== undefined && isFresh(known) ? known : await printed(plugIn, timeoutMs);
      kept.set(name, credentials);
      const { token, clientCertificateData, clientKeyData } = credentials;
      if (token !== undefined) options.headers = { ...options.headers, Authorization: `Bearer ${token}` };
      if (clientCertificateData !== undefined) options.cert = clientCertificateData;
      if (clientKeyData !== undefined) options.key = clientKeyData;
    },
  };
}

function isFresh({ expirationTimestamp }: Credentials): boolean {
  return expirationTimestamp === undefined || Date.parse(expirationTimestamp) - EARLY_MS > Date.now();
}

async function printed(plugIn: PlugIn, timeoutMs: number): Promise<Credentials> {
  const result = await createCommands().run({ ...asRun(plugIn), timeoutMs });
  const named = `the plug-in ${plugIn.command} of the kubeconfig`;
  if (result.outcome === 'failed') throw new Error(`${named} ${result.reason}`);
  if (result.exitCode !== 0) throw new Error(`${named} exited with ${result.exitCode}${lastLine(result.stderr)}`);
  const status = execCredential.safeParse(jsonOrText(result.stdout)).data?.status;
  // What it printed instead may be a secret too.
  if (status?.token === undefined && status?.clientCertificateData === undefined) {
    throw new Error(`${named} printed no ExecCredential with a token or a client certificate`);
  }
  return status;
}

/** As kubectl calls it. */
function asRun({ apiVersion, command, args, env }: PlugIn): Pick<CommandRun, 'argv' | 'env'> {
  const about = { kind: 'ExecCredential', apiVersion, spec: { interactive: false } };
  const given = (env ?? []).map(({ name, value }) => [name, value] as const);
  return {
    argv: [command, ...(args ?? [])],
    env: { KUBERNETES_EXEC_INFO: JSON.stringify(about), ...Object.fromEntries(given) },
  };
}

/** Without whatever could be a token in it. */
function lastLine(stderr: string): string {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  return line === '' ? '' : `: ${line.replaceAll(/[\w+/=.-]{40,}/g, '[hidden]').slice(0, 300)}`;
}
