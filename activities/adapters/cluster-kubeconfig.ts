import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { plugInEntry, plugInProvider } from './cluster-plug-in.ts';

/**
 * What the library takes as the options of a KubeConfig. It does not read the files: it knows no `tokenFile`, quotes tokens in
 * its errors, and takes half a second to load, which only a worker with a cluster should pay.
 */
export interface Kubeconfig {
  readonly clusters: readonly {
    readonly name: string;
    readonly server: string;
    readonly proxyUrl?: string | undefined;
  }[];
  readonly users: readonly { readonly name: string }[];
  readonly contexts: readonly { readonly name: string; readonly cluster: string; readonly user: string }[];
  readonly currentContext: string | undefined;
}

/** Several files count as one: of each name, the first is taken. */
export function readKubeconfigs(files: readonly string[]): Kubeconfig | { readonly problem: string } {
  const parts: Kubeconfig[] = [];
  for (const file of files) {
    const read = parsed(file);
    if ('problem' in read) return { problem: `${file} cannot be used: ${read.problem}.` };
    parts.push(inOneFile(read.config, dirname(file)));
  }
  return {
    clusters: firstOfEach(parts.flatMap(({ clusters }) => clusters)),
    users: firstOfEach(parts.flatMap(({ users }) => users)),
    contexts: firstOfEach(parts.flatMap(({ contexts }) => contexts)),
    currentContext: parts.find(({ currentContext }) => Boolean(currentContext))?.currentContext,
  };
}

const text = z.string().nullish();
const listOf = <T extends z.ZodType>(entry: T) =>
  z
    .array(entry)
    .nullish()
    .transform((all) => all ?? []);

const kubeconfigFile = z.object({
  'current-context': text,
  clusters: listOf(
    z.object({
      name: z.string(),
      cluster: z.object({
        server: z.string(),
        'certificate-authority': text,
        'certificate-authority-data': text,
        'insecure-skip-tls-verify': z.boolean().nullish(),
        'tls-server-name': text,
        'proxy-url': text,
      }),
    }),
  ),
  users: listOf(
    z.object({
      name: z.string(),
      user: z
        .object({
          'client-certificate': text,
          'client-certificate-data': text,
          'client-key': text,
          'client-key-data': text,
          token: text,
          tokenFile: text,
          username: text,
          password: text,
          as: text,
          exec: plugInEntry.nullish(),
          'auth-provider': z.unknown().optional(),
        })
        .nullish(),
    }),
  ),
  contexts: listOf(
    z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: text, namespace: text }) }),
  ),
});
type KubeconfigFile = z.output<typeof kubeconfigFile>;

/** Without quoting anything: what is wrong may be a token. */
function parsed(file: string): { readonly config: KubeconfigFile } | { readonly problem: string } {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const line = withLine.safeParse(error).data?.linePos[0].line;
    if (line !== undefined) return { problem: `it is no valid YAML (line ${line})` };
    return { problem: error instanceof Error && 'code' in error ? error.message : 'it is no valid YAML' };
  }
  const { data, error } = kubeconfigFile.safeParse(content);
  if (data !== undefined) return { config: data };
  const [issue] = error.issues;
  return { problem: `${issue?.path.join('.') || 'it is no kubeconfig'}: ${issue?.message}` };
}

const withLine = z.object({ linePos: z.tuple([z.object({ line: z.number() })], z.unknown()) });

function inOneFile(file: KubeconfigFile, folder: string): Kubeconfig {
  const at = (path: string | null | undefined) => (path && !isAbsolute(path) ? join(folder, path) : path);
  return {
    currentContext: file['current-context'] ?? undefined,
    contexts: file.contexts.map(({ name, context }) => ({ ...context, name, user: context.user ?? '' })),
    clusters: file.clusters.map(({ name, cluster }) => ({
      name,
      server: cluster.server.replace(/\/$/, ''),
      caFile: at(cluster['certificate-authority']),
      caData: cluster['certificate-authority-data'],
      // The library refuses http:// unless nobody expects a certificate.
      skipTLSVerify: cluster['insecure-skip-tls-verify'] === true || cluster.server.startsWith('http:'),
      tlsServerName: cluster['tls-server-name'] ?? undefined,
      proxyUrl: cluster['proxy-url'] ?? undefined,
    })),
    // Somebody whom the context does not name: without a user the library forgets the certificate of the server too.
    users: [{ name: '', user: undefined }, ...file.users].map(({ name, user }) => ({
      name,
      certFile: at(user?.['client-certificate']),
      certData: user?.['client-certificate-data'],
      keyFile: at(user?.['client-key']),
      keyData: user?.['client-key-data'],
      token: user?.tokenFile ? undefined : user?.token,
      username: user?.username,
      password: user?.password,
      impersonateUser: user?.as,
      authProvider: providerOf(user, at),
    })),
  };
}

/** kubectl prefers a file to a token. */
function providerOf(
  user: KubeconfigFile['users'][number]['user'],
  at: (path: string) => string | null | undefined,
): unknown {
  if (user?.tokenFile) return { name: 'tokenFile', config: { tokenFile: at(user.tokenFile) } };
  if (!user?.exec) return user?.['auth-provider'];
  const { command } = user.exec;
  return plugInProvider({ ...user.exec, command: command.includes('/') ? (at(command) ?? command) : command });
}

function firstOfEach<T extends { readonly name: string }>(all: readonly T[]): T[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}
